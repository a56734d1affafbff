-- What an event is about: events of one subject go out one after the other. Rows of a replica that doesn't tell it yet
-- count as one subject.
ALTER TABLE outbox ADD COLUMN subject text NOT NULL DEFAULT '';
