-- What was created under an Idempotency-Key. No answer is kept: the repeated body gives it anew, with this id and time.
CREATE TABLE creation (
    user_id         text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     bytea       NOT NULL, -- of what was asked for
    task_id         uuid        NOT NULL,
    created_at      timestamptz NOT NULL, -- that of the task; forgotten a while after it
    PRIMARY KEY (user_id, idempotency_key)
);
CREATE INDEX creation_by_time ON creation (created_at);
