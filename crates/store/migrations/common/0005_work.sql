-- Work that may wait, messages, files, counters.
CREATE TABLE job (
    id           TEXT   NOT NULL PRIMARY KEY,
    kind         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    run_at       TEXT   NOT NULL,
    attempts     BIGINT NOT NULL DEFAULT 0,
    lease_token  TEXT,
    leased_until TEXT   NOT NULL DEFAULT '',
    parked_at    TEXT,
    last_error   TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX job_due ON job (run_at, id) WHERE parked_at IS NULL;

CREATE TABLE clock_job (
    rule TEXT NOT NULL,
    slot TEXT NOT NULL,
    at   TEXT NOT NULL,
    CONSTRAINT clock_job_once UNIQUE (rule, slot)
);

CREATE TABLE message (
    id           TEXT   NOT NULL PRIMARY KEY,
    channel      TEXT   NOT NULL,             -- mail, sms
    recipient    TEXT   NOT NULL,             -- as of the moment of the act
    template     TEXT   NOT NULL,
    parameters   TEXT   NOT NULL,
    professional TEXT   REFERENCES professional (id),
    state        TEXT   NOT NULL,             -- waiting, sent, refused, given_up
    message_id   TEXT   NOT NULL,             -- Message-ID, drawn once
    attempts     BIGINT NOT NULL DEFAULT 0,
    last_error   TEXT   NOT NULL DEFAULT '',
    created_at   TEXT   NOT NULL,
    restarted_at TEXT,                        -- by an officer, after it was refused or given up
    settled_at   TEXT
);
CREATE INDEX message_by_professional ON message (professional, created_at);
CREATE INDEX message_by_state ON message (state, created_at);
CREATE INDEX message_by_recipient ON message (recipient, created_at);

CREATE TABLE file (
    id         TEXT   NOT NULL PRIMARY KEY,
    owner      TEXT,                          -- access_grant; empty for the agency's own
    contract   TEXT,                          -- scope; empty for the agency's own
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    sha256     TEXT   NOT NULL,
    created_at TEXT   NOT NULL,
    expires_at TEXT   NOT NULL
);
CREATE INDEX file_by_expiry ON file (expires_at);

-- A form sent after its session ended, sealed, for the same account to send again.
CREATE TABLE kept_form (
    id      TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    path    TEXT NOT NULL,
    sealed  TEXT NOT NULL,
    kept_at TEXT NOT NULL
);
CREATE INDEX kept_form_by_age ON kept_form (kept_at);

CREATE TABLE structure_import (
    id          TEXT   NOT NULL PRIMARY KEY,
    source      TEXT   NOT NULL,
    started_at  TEXT   NOT NULL,
    finished_at TEXT,
    created     BIGINT NOT NULL DEFAULT 0,
    changed     BIGINT NOT NULL DEFAULT 0,
    closed      BIGINT NOT NULL DEFAULT 0,
    unchanged   BIGINT NOT NULL DEFAULT 0,
    rejected    BIGINT NOT NULL DEFAULT 0,
    report      TEXT   REFERENCES file (id) ON DELETE SET NULL
);

-- Numbers that only grow: the next RPPS number of the range.
CREATE TABLE sequence (
    name TEXT   NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);

-- What is counted per actor, address or number, and day (R5, N1).
CREATE TABLE daily_count (
    subject TEXT   NOT NULL,
    day     TEXT   NOT NULL,
    count   BIGINT NOT NULL,
    PRIMARY KEY (subject, day)
);
