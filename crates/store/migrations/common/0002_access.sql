-- Who may act: accounts, their credentials, the rights they hold, their sessions.
CREATE TABLE account (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE credential (
    id         TEXT NOT NULL PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    means      TEXT NOT NULL,
    subject    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at   TEXT,
    CONSTRAINT credential_subject UNIQUE (means, subject)
);
CREATE INDEX credential_by_account ON credential (account);

CREATE TABLE contract (
    id            TEXT   NOT NULL PRIMARY KEY,
    mode          TEXT   NOT NULL,
    legal_entity  TEXT   NOT NULL REFERENCES legal_entity (finess),
    establishment TEXT   REFERENCES establishment (finess),   -- of a decentralised contract
    opened_at     TEXT   NOT NULL,
    ended_at      TEXT,
    version       BIGINT NOT NULL DEFAULT 1,
    CHECK ((mode = 'centralised') = (establishment IS NULL))
);
CREATE UNIQUE INDEX contract_centralised_once ON contract (legal_entity) WHERE establishment IS NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX contract_decentralised_once ON contract (establishment) WHERE establishment IS NOT NULL AND ended_at IS NULL;
CREATE INDEX contract_by_legal_entity ON contract (legal_entity);

CREATE TABLE access_grant (
    id         TEXT    NOT NULL PRIMARY KEY,
    account    TEXT    NOT NULL REFERENCES account (id),
    kind       TEXT    NOT NULL,
    contract   TEXT    REFERENCES contract (id),
    narrowed   BOOLEAN NOT NULL DEFAULT FALSE,                -- to access_grant_establishment (H5)
    granted_at TEXT    NOT NULL,
    granted_by TEXT    REFERENCES access_grant (id),
    ended_at   TEXT,
    version    BIGINT  NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX access_grant_once ON access_grant (account, kind, contract) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX access_grant_agency_once ON access_grant (account, kind) WHERE contract IS NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX access_grant_legal_representative_once ON access_grant (contract) WHERE kind = 'legal_representative' AND ended_at IS NULL;
CREATE INDEX access_grant_by_contract ON access_grant (contract, kind);

CREATE TABLE access_grant_establishment (
    access_grant  TEXT NOT NULL REFERENCES access_grant (id),
    establishment TEXT NOT NULL REFERENCES establishment (finess),
    PRIMARY KEY (access_grant, establishment)
);

CREATE TABLE session (
    id           TEXT NOT NULL PRIMARY KEY,
    token_hash   TEXT NOT NULL,
    account      TEXT NOT NULL REFERENCES account (id),
    credential   TEXT NOT NULL REFERENCES credential (id),
    access_grant TEXT REFERENCES access_grant (id),          -- chosen when the account holds several
    agent        TEXT NOT NULL,                              -- the browser, in words
    created_at   TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    ended_at     TEXT,
    CONSTRAINT session_token UNIQUE (token_hash)
);
CREATE INDEX session_by_account ON session (account, created_at);
CREATE INDEX session_by_access_grant ON session (access_grant);
