-- Registrations that professionals ask for (D1–D4), and what a manager said of look-alikes (R4).
CREATE TABLE request (
    id            TEXT   NOT NULL PRIMARY KEY,
    account       TEXT   NOT NULL REFERENCES account (id),   -- whose checked e-mail it was sent under
    email         TEXT   NOT NULL,
    identity_key  TEXT   NOT NULL,
    name          TEXT   NOT NULL,                           -- first name and name, for lists and mails
    establishment TEXT   NOT NULL REFERENCES establishment (finess),
    answers       TEXT   NOT NULL,                           -- as typed
    state         TEXT   NOT NULL,                           -- waiting, returned, accepted, refused, withdrawn, expired
    sent_at       TEXT   NOT NULL,
    waits_since   TEXT   NOT NULL,
    reminded      BIGINT NOT NULL DEFAULT 0,                 -- the days of the last reminder (D3)
    settled_at    TEXT,
    settled_by    TEXT   REFERENCES access_grant (id),
    professional  TEXT   REFERENCES professional (id),       -- whom it became
    version       BIGINT NOT NULL DEFAULT 1
);
-- D4: one pending request per person, and per mailbox, for an establishment.
CREATE UNIQUE INDEX request_person_once ON request (establishment, identity_key) WHERE state IN ('waiting', 'returned');
CREATE UNIQUE INDEX request_mailbox_once ON request (establishment, email) WHERE state IN ('waiting', 'returned');
CREATE INDEX request_by_establishment ON request (establishment, state, sent_at);
CREATE INDEX request_by_account ON request (account, sent_at);
CREATE INDEX request_by_wait ON request (state, waits_since);
CREATE INDEX request_by_end ON request (settled_at);

-- What managers wrote when returning or refusing: free text stays out of the journal (J2).
CREATE TABLE request_remark (
    id      TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    at      TEXT NOT NULL,
    manager TEXT NOT NULL REFERENCES account (id),
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    remark  TEXT NOT NULL
);
CREATE INDEX request_remark_by_request ON request_remark (request, at);

-- A request being prepared: one per account, the answers as typed.
CREATE TABLE request_draft (
    account    TEXT   NOT NULL PRIMARY KEY REFERENCES account (id),
    answers    TEXT   NOT NULL,
    corrects   TEXT,                                          -- the returned request that it will replace
    updated_at TEXT   NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX request_draft_by_age ON request_draft (updated_at);

-- R4: why a manager registered somebody who probably was registered already.
CREATE TABLE duplicate_decision (
    id           TEXT NOT NULL PRIMARY KEY,
    professional TEXT NOT NULL REFERENCES professional (id),
    known        TEXT NOT NULL REFERENCES professional (id),
    likeness     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    decided_at   TEXT NOT NULL,
    decided_by   TEXT NOT NULL REFERENCES access_grant (id)
);
CREATE INDEX duplicate_decision_by_professional ON duplicate_decision (professional);

-- Look-alikes are looked for among those of one birth date; those of the same names are a range of identity keys.
CREATE INDEX professional_by_birth_date ON professional (birth_date);
