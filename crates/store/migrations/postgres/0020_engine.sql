CREATE TABLE file_chunk (
    file TEXT   NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    rank BIGINT NOT NULL,
    body BYTEA  NOT NULL,
    PRIMARY KEY (file, rank)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_position_append_only BEFORE UPDATE OR DELETE ON journal_position FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_subject_append_only BEFORE UPDATE OR DELETE ON journal_subject FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER directory_version_append_only BEFORE UPDATE OR DELETE ON directory_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Text sorts by byte, as on SQLite, whatever the locale of the cluster.
DO $$
DECLARE c record;
BEGIN
    FOR c IN
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'text' AND table_name NOT LIKE '\_sqlx%'
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE TEXT COLLATE "C"', c.table_name, c.column_name);
    END LOOP;
END $$;
