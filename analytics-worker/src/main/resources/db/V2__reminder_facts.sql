-- One row a firing: it counts once, even when its event is redriven or comes after the inbox has forgotten it.
CREATE TABLE reminder_fact (
    reminder_id uuid        NOT NULL,
    fire_at     timestamptz NOT NULL, -- a reminder that is moved after it fired fires again
    user_id     text        NOT NULL,
    day         date        NOT NULL, -- when it fired, in the task's time zone
    missed      boolean     NOT NULL,
    PRIMARY KEY (reminder_id, fire_at)
);
