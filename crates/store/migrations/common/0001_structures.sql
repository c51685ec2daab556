-- Structures known by FINESS, and the places of birth.
CREATE TABLE legal_entity (
    finess       TEXT    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,           -- empty while known by its number alone (S1)
    siren        TEXT    NOT NULL,
    legal_status TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    postal_code  TEXT    NOT NULL,
    town         TEXT    NOT NULL,
    department   TEXT    NOT NULL,
    opened_on    TEXT    NOT NULL,
    closed_on    TEXT,
    fingerprint  TEXT    NOT NULL,           -- of the imported row; empty while known by its number alone
    version      BIGINT  NOT NULL DEFAULT 1
);

CREATE TABLE establishment (
    finess         TEXT   NOT NULL PRIMARY KEY,
    legal_entity   TEXT   NOT NULL REFERENCES legal_entity (finess),
    name           TEXT   NOT NULL,
    category       TEXT   NOT NULL,
    category_label TEXT   NOT NULL,
    siret          TEXT   NOT NULL,
    address        TEXT   NOT NULL,
    postal_code    TEXT   NOT NULL,
    town           TEXT   NOT NULL,
    commune        TEXT   NOT NULL,          -- INSEE code, empty when the file has none
    department     TEXT   NOT NULL,
    phone          TEXT   NOT NULL,
    opened_on      TEXT   NOT NULL,
    closed_on      TEXT,
    fingerprint    TEXT   NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX establishment_by_legal_entity ON establishment (legal_entity, finess);

-- The words under which an establishment is searched (S2): of its name, commune, department, category.
CREATE TABLE establishment_word (
    word          TEXT NOT NULL,
    establishment TEXT NOT NULL REFERENCES establishment (finess),
    PRIMARY KEY (word, establishment)
);
CREATE INDEX establishment_word_by_establishment ON establishment_word (establishment, word);

CREATE TABLE commune (
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    search_key   TEXT NOT NULL,
    bare_key     TEXT NOT NULL,              -- the same without its article: HAVRE
    valid_from   TEXT NOT NULL,
    valid_until  TEXT NOT NULL,              -- first day when it is no more; 9999-12-31 while it is
    postal_codes TEXT NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX commune_by_search_key ON commune (search_key, code, valid_from);
CREATE INDEX commune_by_bare_key ON commune (bare_key, code, valid_from);
