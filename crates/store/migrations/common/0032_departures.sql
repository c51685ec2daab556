-- Leavers in bulk: what was proposed, what was ticked, what became of it (L4).
CREATE TABLE departure_plan (
    id             TEXT   NOT NULL PRIMARY KEY,
    owner          TEXT   NOT NULL REFERENCES access_grant (id),
    contract       TEXT   NOT NULL REFERENCES contract (id),
    kind           TEXT   NOT NULL,             -- numbers, comparison
    state          TEXT   NOT NULL,             -- preparing, proposed, confirmed, done
    name           TEXT   NOT NULL,             -- of the list, as sent
    establishments TEXT   NOT NULL,             -- their names, for pages
    facts          TEXT   NOT NULL,             -- JSON: how many lines, people, columns left out
    ends_on        TEXT,                        -- for the lines that have none of their own
    reason         TEXT,
    confirmed_by   TEXT   REFERENCES access_grant (id),
    session        TEXT,                        -- in which it was confirmed
    next           BIGINT NOT NULL DEFAULT 0,   -- rank of the first line not yet applied
    created_at     TEXT   NOT NULL,
    confirmed_at   TEXT,
    finished_at    TEXT
);
CREATE INDEX departure_plan_by_owner ON departure_plan (owner, created_at);
CREATE INDEX departure_plan_by_contract ON departure_plan (contract, created_at);
CREATE INDEX departure_plan_by_age ON departure_plan (created_at);

CREATE TABLE departure_line (
    plan         TEXT    NOT NULL REFERENCES departure_plan (id),
    rank         BIGINT  NOT NULL,
    list         TEXT    NOT NULL,              -- gone, new, changed, unsure
    why          TEXT    NOT NULL,              -- JSON
    written      TEXT,                          -- JSON: what the list has
    professional TEXT    REFERENCES professional (id),
    situation    TEXT    REFERENCES situation (id),
    ticked       BOOLEAN NOT NULL,
    ends_on      TEXT,
    reason       TEXT,
    outcome      TEXT,                          -- closed, planned, already_closed, refused
    told         TEXT    NOT NULL DEFAULT '',   -- the sentence of a refusal
    PRIMARY KEY (plan, rank)
);
CREATE INDEX departure_line_by_list ON departure_line (plan, list, rank);
