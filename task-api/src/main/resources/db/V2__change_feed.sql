-- Each write of a task notes its transaction, so that a reader can go through the changes without a gap: it takes what
-- lies below the oldest transaction under way, and nothing can come to lie behind its place later. By a trigger, so
-- that no statement can forget it, nor a replica of the version before while a deployment replaces them.
ALTER TABLE task ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0'; -- of tasks last written before there was a feed

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;

CREATE TRIGGER task_change BEFORE INSERT OR UPDATE ON task FOR EACH ROW EXECUTE FUNCTION note_change();

CREATE INDEX task_by_change ON task (user_id, changed_in, task_id);
