-- Following the course, finding who passed it, and what lets software report who passed it elsewhere (T1, T3).
CREATE TABLE course_progress (
    account     TEXT   NOT NULL REFERENCES account (id),
    course      TEXT   NOT NULL,             -- version
    module      TEXT   NOT NULL,
    choices     TEXT   NOT NULL,             -- of the last try, as JSON: the rank of a choice for each question
    best_right  BIGINT NOT NULL,
    tries       BIGINT NOT NULL,
    answered_at TEXT   NOT NULL,
    PRIMARY KEY (account, course, module)
);

CREATE INDEX completion_by_day ON completion (passed_on, id);

CREATE TABLE completion_word (
    word       TEXT NOT NULL,
    completion TEXT NOT NULL REFERENCES completion (id),
    PRIMARY KEY (word, completion)
);
CREATE INDEX completion_word_by_completion ON completion_word (completion);

CREATE TABLE api_key (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    key_hash   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT,
    CONSTRAINT api_key_hash UNIQUE (key_hash)
);
CREATE UNIQUE INDEX api_key_name ON api_key (name) WHERE revoked_at IS NULL;
