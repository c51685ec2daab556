-- Registered persons, what is prepared for them, and what the public sees.
CREATE TABLE professional (
    id                  TEXT    NOT NULL PRIMARY KEY,
    rpps                TEXT    NOT NULL,
    title               TEXT    NOT NULL,
    sex                 TEXT    NOT NULL,
    birth_name          TEXT    NOT NULL,
    used_name           TEXT,
    first_names         TEXT    NOT NULL,
    birth_date          TEXT    NOT NULL,    -- 1952-03-14, 1952-03-00, 1952-00-00
    birth_country       TEXT    NOT NULL,
    birth_commune       TEXT,                -- INSEE code, born in France
    birth_place         TEXT    NOT NULL,    -- name of the commune or of the town abroad
    identity_document   TEXT    NOT NULL,
    identity_key        TEXT    NOT NULL,    -- R4, without accents
    identity_rank       BIGINT  NOT NULL,    -- above 0: an officer affirmed two persons
    practice_name       TEXT    NOT NULL,
    practice_first_name TEXT    NOT NULL,
    email               TEXT    NOT NULL,
    mobile              TEXT    NOT NULL,
    sole_reader         BOOLEAN NOT NULL,    -- R5: confirmed for a mailbox that looks shared
    terms_version       TEXT    NOT NULL,
    registered_at       TEXT    NOT NULL,
    registered_by       TEXT    NOT NULL REFERENCES access_grant (id),
    contract            TEXT    NOT NULL REFERENCES contract (id),
    name_key            TEXT    NOT NULL,    -- orders lists
    version             BIGINT  NOT NULL DEFAULT 1,
    CONSTRAINT professional_rpps UNIQUE (rpps),
    CONSTRAINT professional_email UNIQUE (email),
    CONSTRAINT professional_mobile UNIQUE (mobile),
    CONSTRAINT professional_identity UNIQUE (identity_key, identity_rank)
);

CREATE INDEX professional_by_registration ON professional (registered_at);

CREATE TABLE situation (
    id            TEXT   NOT NULL PRIMARY KEY,
    professional  TEXT   NOT NULL REFERENCES professional (id),
    establishment TEXT   NOT NULL REFERENCES establishment (finess),
    starts_on     TEXT   NOT NULL,
    planned_end   TEXT,
    ended_on      TEXT,
    profession    TEXT   NOT NULL,
    role          TEXT   NOT NULL,
    practice_mode TEXT   NOT NULL,
    opened_at     TEXT   NOT NULL,
    opened_by     TEXT   NOT NULL REFERENCES access_grant (id),
    version       BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX situation_by_professional ON situation (professional);
CREATE INDEX situation_by_establishment ON situation (establishment, professional);
CREATE UNIQUE INDEX situation_once ON situation (professional, establishment, profession, role) WHERE ended_on IS NULL;

CREATE TABLE professional_word (
    word         TEXT NOT NULL,
    professional TEXT NOT NULL REFERENCES professional (id),
    PRIMARY KEY (word, professional)
);

-- A registration being prepared: the answers as typed (R1).
CREATE TABLE draft (
    id         TEXT   NOT NULL PRIMARY KEY,
    owner      TEXT   NOT NULL REFERENCES access_grant (id),
    contract   TEXT   NOT NULL REFERENCES contract (id),
    answers    TEXT   NOT NULL,
    created_at TEXT   NOT NULL,
    updated_at TEXT   NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX draft_by_owner ON draft (owner, updated_at);
CREATE INDEX draft_by_contract ON draft (contract, updated_at);
CREATE INDEX draft_by_age ON draft (updated_at);

-- The same submission sent twice answers the same (R11).
CREATE TABLE submission (
    access_grant TEXT NOT NULL REFERENCES access_grant (id),
    idempotency  TEXT NOT NULL,
    professional TEXT NOT NULL REFERENCES professional (id),
    at           TEXT NOT NULL,
    CONSTRAINT submission_once UNIQUE (access_grant, idempotency)
);

-- A certain duplicate that a manager contests, for an officer to settle (R4).
CREATE TABLE contested_identity (
    id           TEXT   NOT NULL PRIMARY KEY,
    draft        TEXT   NOT NULL,
    contract     TEXT   NOT NULL REFERENCES contract (id),
    professional TEXT   NOT NULL REFERENCES professional (id),
    identity_key TEXT   NOT NULL,
    identity     TEXT   NOT NULL,             -- the answers of the draft, for the officer
    reason       TEXT   NOT NULL,
    asked_at     TEXT   NOT NULL,
    asked_by     TEXT   NOT NULL REFERENCES access_grant (id),
    outcome      TEXT,                        -- two_persons, same_person
    decision     TEXT   NOT NULL DEFAULT '',  -- the officer's reason
    decided_at   TEXT,
    decided_by   TEXT   REFERENCES access_grant (id),
    version      BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT contested_identity_once UNIQUE (draft, identity_key)
);
CREATE INDEX contested_identity_open ON contested_identity (asked_at) WHERE outcome IS NULL;

CREATE TABLE ecps (
    professional TEXT NOT NULL PRIMARY KEY REFERENCES professional (id),
    state        TEXT NOT NULL,
    prepared_at  TEXT NOT NULL
);

-- What was published, version after version (A1); append-only.
CREATE TABLE directory_version (
    professional TEXT   NOT NULL REFERENCES professional (id),
    version      BIGINT NOT NULL,
    at           TEXT   NOT NULL,
    document     TEXT   NOT NULL,
    PRIMARY KEY (professional, version)
);

-- What the public search reads today: one line a published situation.
CREATE TABLE directory_line (
    situation           TEXT NOT NULL PRIMARY KEY REFERENCES situation (id),
    professional        TEXT NOT NULL REFERENCES professional (id),
    rpps                TEXT NOT NULL,
    title               TEXT NOT NULL,
    practice_name       TEXT NOT NULL,
    practice_first_name TEXT NOT NULL,
    name_key            TEXT NOT NULL,
    establishment       TEXT NOT NULL REFERENCES establishment (finess),
    profession          TEXT NOT NULL,
    role                TEXT NOT NULL,
    practice_mode       TEXT NOT NULL
);
CREATE INDEX directory_line_by_name ON directory_line (name_key, situation);
CREATE INDEX directory_line_by_rpps ON directory_line (rpps);
CREATE INDEX directory_line_by_professional ON directory_line (professional);
CREATE INDEX directory_line_by_establishment ON directory_line (establishment, name_key);

CREATE TABLE directory_word (
    word      TEXT NOT NULL,
    situation TEXT NOT NULL REFERENCES directory_line (situation) ON DELETE CASCADE,
    PRIMARY KEY (word, situation)
);
CREATE INDEX directory_word_by_situation ON directory_word (situation);
