-- Courses passed, here or elsewhere (T1, T3): of a mailbox, so that they join whoever holds the card (T4).
CREATE TABLE completion (
    id          TEXT   NOT NULL PRIMARY KEY,
    course      TEXT   NOT NULL,             -- version of the course
    email       TEXT   NOT NULL,             -- in its compared form
    name        TEXT   NOT NULL,
    passed_on   TEXT   NOT NULL,
    score       BIGINT NOT NULL,             -- per cent
    source      TEXT   NOT NULL,             -- here, csv, api
    code        TEXT   NOT NULL,             -- of the attestation, for anyone to check
    recorded_at TEXT   NOT NULL,
    CONSTRAINT completion_once UNIQUE (course, email),
    CONSTRAINT completion_code UNIQUE (code)
);
CREATE INDEX completion_by_email ON completion (email);
