-- Cards, and the ways in that are not a card: one-time links, passkeys.
CREATE TABLE card (
    id           TEXT   NOT NULL PRIMARY KEY,
    contract     TEXT   NOT NULL REFERENCES contract (id),
    kind         TEXT   NOT NULL,            -- cde, cpe
    account      TEXT   NOT NULL REFERENCES account (id),
    last_name    TEXT   NOT NULL,            -- as on the card
    first_name   TEXT   NOT NULL,
    job          TEXT   NOT NULL,
    origin       TEXT   NOT NULL,            -- ordered on line, by form (F101, F301), declared (K6)
    state        TEXT   NOT NULL,            -- ordered, produced, sent, active, revoked, expired
    number       TEXT,                       -- issuer/number, known once it is produced
    readers      BIGINT NOT NULL DEFAULT 0,  -- card readers ordered with it
    ordered_at   TEXT   NOT NULL,
    ordered_by   TEXT   REFERENCES access_grant (id),
    form_came_at TEXT,                       -- the signed F301, uploaded or recorded
    signed_form  TEXT   REFERENCES file (id) ON DELETE SET NULL,
    produced_at  TEXT,
    sent_at      TEXT,
    activated_at TEXT,
    expires_on   TEXT,                       -- last day of rights
    ended_at     TEXT,
    end_reason   TEXT,
    reminded     BIGINT NOT NULL DEFAULT 0,  -- days before the end of the last reminder: 60, 30, 7
    version      BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX card_number_once ON card (number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX card_on_its_way_once ON card (contract, account) WHERE state IN ('ordered', 'produced', 'sent');
CREATE UNIQUE INDEX card_active_once ON card (contract, account) WHERE state = 'active';
CREATE INDEX card_by_contract ON card (contract, state);
CREATE INDEX card_by_state ON card (state, ordered_at);
CREATE INDEX card_by_end ON card (expires_on) WHERE ended_at IS NULL;

ALTER TABLE credential ADD COLUMN card TEXT REFERENCES card (id);

-- A sign-in by card on its way from the card's port to the portal: thirty seconds, once.
CREATE TABLE hand_over (
    code_hash  TEXT NOT NULL PRIMARY KEY,
    number     TEXT NOT NULL,                -- of the card that was judged good
    visit_hash TEXT NOT NULL,                -- of the visit that asked
    destination TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at    TEXT
);
CREATE INDEX hand_over_by_age ON hand_over (created_at);

-- A one-time link. Its secret is made from its id under the service's own secret: nothing of it is here.
CREATE TABLE link (
    id          TEXT NOT NULL PRIMARY KEY,
    purpose     TEXT NOT NULL,               -- mailbox: proves an e-mail; passkey: an officer's first key
    email       TEXT NOT NULL,
    account     TEXT REFERENCES account (id),
    destination TEXT NOT NULL,               -- path to go to
    created_at  TEXT NOT NULL,
    expires_at  TEXT,                        -- set when it is sent
    used_at     TEXT
);
CREATE INDEX link_by_age ON link (created_at);

ALTER TABLE message ADD COLUMN about_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN about TEXT NOT NULL DEFAULT '';

CREATE TABLE passkey (
    credential TEXT NOT NULL PRIMARY KEY REFERENCES credential (id),
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,                -- public key and counter, as the library writes them
    used_at    TEXT
);
-- What a key was asked to sign; five minutes.
CREATE TABLE passkey_challenge (
    id         TEXT NOT NULL PRIMARY KEY,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL
);

-- Why and by whom a situation was closed (L1).
ALTER TABLE situation ADD COLUMN end_reason TEXT;             -- TRE_R25
ALTER TABLE situation ADD COLUMN closed_at  TEXT;
ALTER TABLE situation ADD COLUMN closed_by  TEXT REFERENCES access_grant (id);

-- The first registration under a contract.
CREATE INDEX professional_by_contract ON professional (contract, registered_at);
