-- The newest version of each task that has been applied here; it stays when the task is gone.
CREATE TABLE task (
    task_id  uuid PRIMARY KEY,
    sequence integer NOT NULL
);

-- The truth about reminders. Dapr jobs are only their timers.
CREATE TABLE reminder (
    reminder_id  uuid PRIMARY KEY,     -- derived from the task and the wish, so it stays when the due date moves
    task_id      uuid        NOT NULL,
    user_id      text        NOT NULL,
    title        text        NOT NULL,
    due          text,
    time_zone    text        NOT NULL,
    sequence     integer     NOT NULL, -- the task's version that it follows from
    fire_at      timestamptz NOT NULL,
    status       text        NOT NULL CHECK (status IN ('scheduled', 'triggered', 'cancelled')),
    job_at       timestamptz,          -- when the job fires that the scheduler was given for it
    triggered_at timestamptz,
    cause_id     uuid        NOT NULL, -- the event that it follows from
    hops         integer     NOT NULL,
    traceparent  text
);
CREATE INDEX reminder_of_task ON reminder (task_id);
CREATE INDEX reminder_next ON reminder (fire_at) WHERE status = 'scheduled';
CREATE INDEX reminder_unarmed ON reminder (fire_at) WHERE status = 'scheduled' AND job_at IS DISTINCT FROM fire_at;
