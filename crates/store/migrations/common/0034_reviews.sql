-- Every six months each establishment confirms its list (L5); what the agency supervises (R9, S4, N1).

-- When the next review of an establishment is due; a row once a contract in force covers it.
CREATE TABLE review_plan (
    establishment TEXT NOT NULL PRIMARY KEY REFERENCES establishment (finess),
    due_on        TEXT NOT NULL
);
CREATE INDEX review_plan_by_day ON review_plan (due_on, establishment);

-- Its lines are the situations that were open when it opened: none is copied.
CREATE TABLE review (
    id            TEXT   NOT NULL PRIMARY KEY,
    establishment TEXT   NOT NULL REFERENCES establishment (finess),
    opened_at     TEXT   NOT NULL,
    opened_by     TEXT   REFERENCES access_grant (id),   -- empty when the clock did
    state         TEXT   NOT NULL,            -- open, done, lapsed
    rest_at       TEXT,                       -- all the lines that were left, confirmed at once
    rest_by       TEXT   REFERENCES access_grant (id),
    announced_at  TEXT,
    reminded_at   TEXT,
    escalated_at  TEXT,
    ended_at      TEXT,
    confirmed     BIGINT NOT NULL DEFAULT 0,  -- counted when it ends
    closed        BIGINT NOT NULL DEFAULT 0,
    code          TEXT,                       -- lets anyone check the certificate of a review that is done
    version       BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX review_code_once ON review (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX review_open_once ON review (establishment) WHERE state = 'open';
CREATE INDEX review_by_establishment ON review (establishment, opened_at);
CREATE INDEX review_open ON review (opened_at, id) WHERE state = 'open';

CREATE TABLE review_confirmation (
    review       TEXT NOT NULL REFERENCES review (id),
    situation    TEXT NOT NULL REFERENCES situation (id),
    confirmed_at TEXT NOT NULL,
    confirmed_by TEXT NOT NULL REFERENCES access_grant (id),
    PRIMARY KEY (review, situation)
);

-- The boxes that somebody ticked and has not sent yet.
CREATE TABLE review_tick (
    review       TEXT NOT NULL REFERENCES review (id),
    access_grant TEXT NOT NULL REFERENCES access_grant (id),
    situation    TEXT NOT NULL REFERENCES situation (id),
    PRIMARY KEY (review, access_grant, situation)
);

-- What the agency's lists and charts walk through.
CREATE INDEX establishment_closed ON establishment (closed_on, finess) WHERE closed_on IS NOT NULL;
CREATE INDEX contract_by_force ON contract (in_force_at);
CREATE INDEX contract_in_force ON contract (state, id) WHERE ended_at IS NULL;
CREATE INDEX card_by_order ON card (ordered_at);
CREATE INDEX access_grant_by_day ON access_grant (granted_at);
CREATE INDEX message_by_template ON message (template, created_at);
