-- What the occurrences after a task get, once that one has been edited on its own: its own values are in its columns.
ALTER TABLE task ADD COLUMN following jsonb;
