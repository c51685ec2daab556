-- How a contract comes to be: who asked, on what proof, what the agency said (C2–C9).
ALTER TABLE contract ADD COLUMN state TEXT NOT NULL DEFAULT 'in_force';   -- submitted, accepted, in_force, refused, ended
ALTER TABLE contract ADD COLUMN in_force_at TEXT;
ALTER TABLE contract ADD COLUMN folded_into TEXT REFERENCES contract (id);

-- A request that the agency settles: a contract, a new representative of it, or a transition to a centralised one.
CREATE TABLE application (
    id             TEXT   NOT NULL PRIMARY KEY,
    reference      TEXT   NOT NULL,          -- ten characters, printed on the F101 and in its QR code
    kind           TEXT   NOT NULL,          -- contract, representative, transition
    contract       TEXT   NOT NULL REFERENCES contract (id),
    applicant      TEXT   REFERENCES account (id),   -- whose checked e-mail it was prepared under
    last_name      TEXT   NOT NULL,          -- the legal representative
    first_name     TEXT   NOT NULL,
    job            TEXT   NOT NULL,
    email          TEXT   NOT NULL,
    phone          TEXT   NOT NULL,          -- E.164
    proof          TEXT   REFERENCES file (id) ON DELETE SET NULL,
    signed_form    TEXT   REFERENCES file (id) ON DELETE SET NULL,
    form_came_at   TEXT,                     -- uploaded, or recorded by the agency (C4)
    terms_version  TEXT   NOT NULL,
    state          TEXT   NOT NULL,          -- submitted, returned, accepted, refused
    submitted_at   TEXT   NOT NULL,
    settled_at     TEXT,
    officer        TEXT   REFERENCES account (id),   -- who took it in hand
    draft          TEXT,                     -- that it was made of: sent twice, it is one
    version        BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT application_reference UNIQUE (reference)
);
CREATE UNIQUE INDEX application_draft_once ON application (draft) WHERE draft IS NOT NULL;
CREATE UNIQUE INDEX application_open_once ON application (contract) WHERE state IN ('submitted', 'returned');
CREATE INDEX application_by_state ON application (state, submitted_at);
CREATE INDEX application_by_applicant ON application (applicant);
CREATE INDEX application_by_email ON application (email);
CREATE INDEX application_by_contract ON application (contract, submitted_at);

-- What an officer wrote when returning or refusing: free text stays out of the journal (J2).
CREATE TABLE application_remark (
    id          TEXT NOT NULL PRIMARY KEY,
    application TEXT NOT NULL REFERENCES application (id),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL REFERENCES account (id),
    outcome     TEXT NOT NULL,               -- the state given
    reasons     TEXT NOT NULL,               -- codes, with spaces between
    remark      TEXT NOT NULL
);
CREATE INDEX application_remark_by_application ON application_remark (application, at);

-- A request being prepared: answers as typed, kept 30 days (J3).
CREATE TABLE contract_draft (
    id         TEXT   NOT NULL PRIMARY KEY,
    account    TEXT   NOT NULL REFERENCES account (id),
    answers    TEXT   NOT NULL,
    proof      TEXT   REFERENCES file (id) ON DELETE SET NULL,
    created_at TEXT   NOT NULL,
    updated_at TEXT   NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX contract_draft_by_account ON contract_draft (account, updated_at);

-- The legal entity under whose contracts an establishment is covered: its own, until a move is settled (C9).
ALTER TABLE establishment ADD COLUMN covered_under TEXT NOT NULL DEFAULT '';
UPDATE establishment SET covered_under = legal_entity;
CREATE INDEX legal_entity_by_name ON legal_entity (name);
CREATE INDEX establishment_by_cover ON establishment (covered_under, finess);
CREATE TABLE establishment_move (
    id            TEXT NOT NULL PRIMARY KEY,
    establishment TEXT NOT NULL REFERENCES establishment (finess),
    left_entity   TEXT NOT NULL REFERENCES legal_entity (finess),
    new_entity    TEXT NOT NULL REFERENCES legal_entity (finess),
    noticed_at    TEXT NOT NULL,
    settled_at    TEXT,
    outcome       TEXT                       -- kept, moved
);
CREATE INDEX establishment_move_by_establishment ON establishment_move (establishment, noticed_at);
CREATE UNIQUE INDEX establishment_move_open_once ON establishment_move (establishment) WHERE settled_at IS NULL;
