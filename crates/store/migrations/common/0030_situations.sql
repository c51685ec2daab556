-- Situations that change and end, the e-CPS that follows them, deaths, corrections of civil identity.
ALTER TABLE situation ADD COLUMN planned_reason TEXT;         -- TRE_R25, of the planned end
CREATE INDEX situation_by_planned_end ON situation (planned_end) WHERE ended_on IS NULL;

-- What a situation was before and after a change: the journal holds the id alone (J2).
CREATE TABLE situation_change (
    id           TEXT NOT NULL PRIMARY KEY,
    situation    TEXT NOT NULL REFERENCES situation (id),
    professional TEXT NOT NULL REFERENCES professional (id),
    at           TEXT NOT NULL,
    old_terms    TEXT NOT NULL,
    new_terms    TEXT NOT NULL
);
CREATE INDEX situation_change_by_professional ON situation_change (professional);

ALTER TABLE ecps ADD COLUMN resumes_as TEXT;                  -- while suspended: the state to go back to
ALTER TABLE ecps ADD COLUMN changed_at TEXT;

-- A death that a structure told (L1); withdrawn when what it ended was opened again.
CREATE TABLE death (
    id           TEXT NOT NULL PRIMARY KEY,
    professional TEXT NOT NULL REFERENCES professional (id),
    died_on      TEXT NOT NULL,
    contract     TEXT NOT NULL REFERENCES contract (id),
    told_at      TEXT NOT NULL,
    told_by      TEXT NOT NULL REFERENCES access_grant (id),
    withdrawn_at TEXT
);
CREATE INDEX death_by_professional ON death (professional);
CREATE INDEX death_by_time ON death (told_at);

-- The other structures that had situations of the person open, told of it.
CREATE TABLE death_notice (
    id       TEXT NOT NULL PRIMARY KEY,
    death    TEXT NOT NULL REFERENCES death (id),
    contract TEXT NOT NULL REFERENCES contract (id)
);
CREATE INDEX death_notice_by_death ON death_notice (death);

-- A civil identity corrected, or its change recorded, by an officer: why, on what proof, before and after (R10).
CREATE TABLE identity_correction (
    id           TEXT NOT NULL PRIMARY KEY,
    professional TEXT NOT NULL REFERENCES professional (id),
    kind         TEXT NOT NULL,                               -- error, civil_status
    made_on      TEXT NOT NULL,                               -- day of the change, or when the error was found
    reason       TEXT NOT NULL,
    proof        TEXT NOT NULL,                               -- the document seen, in words
    file         TEXT REFERENCES file (id) ON DELETE SET NULL,
    old_terms    TEXT NOT NULL,
    new_terms    TEXT NOT NULL,
    at           TEXT NOT NULL,
    officer      TEXT NOT NULL REFERENCES access_grant (id)
);
CREATE INDEX identity_correction_by_professional ON identity_correction (professional, at);
