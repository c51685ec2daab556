CREATE TABLE file_chunk (
    file TEXT   NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    rank BIGINT NOT NULL,
    body BLOB   NOT NULL,
    PRIMARY KEY (file, rank)
);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_position_no_update BEFORE UPDATE ON journal_position BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_position_no_delete BEFORE DELETE ON journal_position BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_subject_no_update BEFORE UPDATE ON journal_subject BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_subject_no_delete BEFORE DELETE ON journal_subject BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER directory_version_no_update BEFORE UPDATE ON directory_version BEGIN SELECT RAISE(ABORT, 'the directory versions are append-only'); END;
CREATE TRIGGER directory_version_no_delete BEFORE DELETE ON directory_version BEGIN SELECT RAISE(ABORT, 'the directory versions are append-only'); END;
