-- Tasks as their users see them. Deleted ones stay as tombstones without content: their ids and versions are never
-- used again, so no late call or event can bring one back.
CREATE TABLE task (
    task_id           uuid PRIMARY KEY,
    user_id           text        NOT NULL,
    version           integer     NOT NULL, -- the sequence of the task's events, rising by one
    title             text        NOT NULL,
    description       text,
    priority          smallint    NOT NULL, -- 0 none to 4 urgent
    tags              text[]      NOT NULL,
    due               text,                 -- as given: a date-time with its offset, or a date
    due_at            timestamptz,          -- the moment by which it sorts: of a date, the midnight that begins it
    time_zone         text        NOT NULL,
    recurrence_rule   text,
    recurrence_after  text,
    recurrence_anchor text,
    reminders         jsonb       NOT NULL,
    completed_at      timestamptz,          -- set exactly while the task is completed
    completed_version integer,              -- the version that completed it
    series_id         uuid,
    occurrence        integer,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    deleted_at        timestamptz,
    taken_back        boolean     NOT NULL DEFAULT false -- deleted by reopening the one before: may come again
);

-- One index for each order of a list.
CREATE INDEX task_by_creation ON task (user_id, created_at, task_id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_update ON task (user_id, updated_at, task_id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_due ON task (user_id, coalesce(due_at, 'infinity'), task_id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_priority ON task (user_id, priority, task_id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_title ON task (user_id, title COLLATE "C", task_id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_series ON task (series_id, occurrence) WHERE series_id IS NOT NULL;
