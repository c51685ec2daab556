-- What happened. Append-only by trigger; ids only, no personal data (J1, J2).
CREATE TABLE journal (
    id           TEXT NOT NULL PRIMARY KEY,
    at           TEXT NOT NULL,
    account      TEXT,                        -- empty when the system itself acts
    access_grant TEXT,
    means        TEXT NOT NULL,
    session      TEXT,
    kind         TEXT NOT NULL,
    body         TEXT NOT NULL
);

CREATE TABLE journal_subject (
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    entry      TEXT NOT NULL REFERENCES journal (id),
    PRIMARY KEY (kind, subject, entry)
);

-- Committed entries that the sequencer has not yet placed.
CREATE TABLE journal_pending (
    entry TEXT NOT NULL PRIMARY KEY REFERENCES journal (id)
);

CREATE TABLE journal_position (
    position  BIGINT NOT NULL PRIMARY KEY,    -- from 1, without gaps
    entry     TEXT   NOT NULL UNIQUE REFERENCES journal (id),
    leaf_hash TEXT   NOT NULL                 -- RFC 6962 leaf, hexadecimal
);
