-- The professional's own file: the right to it, codes by SMS, changes of contact and of practice name, attestations.

-- The right of a professional, to their own file and to nothing else.
ALTER TABLE access_grant ADD COLUMN professional TEXT REFERENCES professional (id);
CREATE UNIQUE INDEX access_grant_professional_once ON access_grant (professional) WHERE professional IS NOT NULL AND ended_at IS NULL;

-- Whose file a link is about: own_file (the door), new_email (proves an address), contact (confirms a manager's change).
ALTER TABLE link ADD COLUMN professional TEXT REFERENCES professional (id);
CREATE INDEX link_by_professional ON link (professional) WHERE professional IS NOT NULL;

-- A code of six digits sent by SMS. Its digits are made from its id under the service's own secret: nothing of them is here.
CREATE TABLE one_time_code (
    id           TEXT   NOT NULL PRIMARY KEY,
    purpose      TEXT   NOT NULL,             -- own_file: the door; mobile: proves a new number
    professional TEXT   NOT NULL REFERENCES professional (id),
    mobile       TEXT   NOT NULL,             -- to which it goes
    bound_hash   TEXT   NOT NULL,             -- of the visit or the session that asked
    destination  TEXT   NOT NULL,             -- path to go to
    tries        BIGINT NOT NULL DEFAULT 0,
    created_at   TEXT   NOT NULL,
    expires_at   TEXT,                        -- set when it is sent
    used_at      TEXT
);
CREATE INDEX one_time_code_by_age ON one_time_code (created_at);
CREATE INDEX one_time_code_by_professional ON one_time_code (professional);

-- What two people may change at once, each with its version (M4).
ALTER TABLE professional ADD COLUMN contact_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE professional ADD COLUMN practice_version BIGINT NOT NULL DEFAULT 1;
-- After a manager's change of contact, the e-CPS is not activated before (M2).
ALTER TABLE professional ADD COLUMN activation_not_before TEXT;

-- Old and new values stay out of the journal (J2).
CREATE TABLE contact_change (
    id           TEXT NOT NULL PRIMARY KEY,
    professional TEXT NOT NULL REFERENCES professional (id),
    at           TEXT NOT NULL,
    changed_by   TEXT NOT NULL REFERENCES access_grant (id),
    old_email    TEXT NOT NULL,
    new_email    TEXT NOT NULL,
    old_mobile   TEXT NOT NULL,
    new_mobile   TEXT NOT NULL
);
CREATE INDEX contact_change_by_professional ON contact_change (professional, at);

CREATE TABLE practice_change (
    id             TEXT NOT NULL PRIMARY KEY,
    professional   TEXT NOT NULL REFERENCES professional (id),
    at             TEXT NOT NULL,
    changed_by     TEXT NOT NULL REFERENCES access_grant (id),
    old_name       TEXT NOT NULL,
    new_name       TEXT NOT NULL,
    old_first_name TEXT NOT NULL,
    new_first_name TEXT NOT NULL
);
CREATE INDEX practice_change_by_professional ON practice_change (professional, at);

-- An attestation of registration, which anyone checks by its code: one a person and day.
CREATE TABLE registration_attestation (
    code         TEXT NOT NULL PRIMARY KEY,
    professional TEXT NOT NULL REFERENCES professional (id),
    issued_on    TEXT NOT NULL,
    CONSTRAINT registration_attestation_once UNIQUE (professional, issued_on)
);
