-- One row a task: what of its newest version counts. Deleted ones stay, so that an older event can't bring one back.
CREATE TABLE task_fact (
    task_id       uuid PRIMARY KEY,
    user_id       text     NOT NULL,
    sequence      integer  NOT NULL, -- of the newest event applied
    created_day   date     NOT NULL, -- days are those of the task's time zone
    completed_day date,
    on_time       boolean,           -- of a completed task that had a due date
    deleted_day   date,
    deadline      timestamptz,       -- from then on it is overdue
    priority      smallint NOT NULL,
    tags          text[]   NOT NULL
);
CREATE INDEX task_fact_of_user ON task_fact (user_id);
CREATE INDEX task_fact_open ON task_fact (user_id, deadline) WHERE completed_day IS NULL AND deleted_day IS NULL;

-- One row a firing: it counts once, even when its event is redriven or comes after the inbox has forgotten it.
CREATE TABLE reminder_fact (
    reminder_id uuid        NOT NULL,
    fire_at     timestamptz NOT NULL, -- a reminder that is moved after it fired fires again
    user_id     text        NOT NULL,
    day         date        NOT NULL, -- when it fired, in the task's time zone
    missed      boolean     NOT NULL,
    PRIMARY KEY (reminder_id, fire_at)
);

-- Sums over the facts, kept beside them in the same statement.
CREATE TABLE daily (
    user_id             text    NOT NULL,
    day                 date    NOT NULL,
    created             integer NOT NULL DEFAULT 0,
    completed           integer NOT NULL DEFAULT 0,
    completed_with_due  integer NOT NULL DEFAULT 0,
    completed_on_time   integer NOT NULL DEFAULT 0,
    deleted             integer NOT NULL DEFAULT 0,
    reminders_triggered integer NOT NULL DEFAULT 0,
    reminders_missed    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, day)
);
