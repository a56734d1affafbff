-- What a worker gave up on: one row for each worker and event, however often it failed and however often Kafka has it.
CREATE TABLE letter (
    letter_id       uuid PRIMARY KEY,      -- UUIDv5 of the worker and the event: a letter that comes again meets its row
    worker          text        NOT NULL,
    topic           text        NOT NULL,  -- where the event lay; a redrive goes back there
    partition       integer     NOT NULL,  -- -1 when nobody has told
    "offset"        bigint      NOT NULL,
    key             text        NOT NULL,
    event_id        text,
    event_type      text,
    user_id         text,
    task_id         text,
    letter_topic    text        NOT NULL,  -- the dead-letter topic
    payload         bytea       NOT NULL,  -- the record as it came: whatever is in it, it can be stored
    obstacle        text,                  -- why it can't be redriven; empty when it can
    status          text        NOT NULL CHECK (status IN ('open', 'redriving', 'settled', 'discarded')),
    redrives        integer     NOT NULL,
    reason          text        NOT NULL,  -- of the newest failure, as are detail and attempts
    detail          text        NOT NULL,
    attempts        integer     NOT NULL,
    first_failed_at timestamptz NOT NULL,
    failed_at       timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL   -- when the desk last learned or decided something
);
CREATE INDEX letter_by_failure ON letter (failed_at, letter_id);
CREATE INDEX letter_open ON letter (worker, event_type, reason, failed_at) WHERE status = 'open';
CREATE INDEX letter_of_user ON letter (user_id, failed_at);

-- Every time that the worker gave up on it: the first time, and after each redrive that failed again.
CREATE TABLE failure (
    letter_id uuid        NOT NULL REFERENCES letter ON DELETE CASCADE,
    redrive   integer     NOT NULL,
    reason    text        NOT NULL,
    detail    text        NOT NULL,
    attempts  integer     NOT NULL,
    failed_at timestamptz NOT NULL,
    PRIMARY KEY (letter_id, redrive)
);

-- What people decided.
CREATE TABLE decision (
    decision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_id   uuid        NOT NULL REFERENCES letter ON DELETE CASCADE,
    kind        text        NOT NULL CHECK (kind IN ('redriven', 'discarded')),
    redrive     integer     NOT NULL,  -- the count that the event went out with; of a discard: the last one
    decided_by  text        NOT NULL,  -- the sub of the token
    decided_at  timestamptz NOT NULL,
    note        text
);
CREATE INDEX decision_of_letter ON decision (letter_id);

-- What workers told of redriven events. No reference: on a new database the notice may be read before its letter.
CREATE TABLE settlement (
    letter_id  uuid        NOT NULL,
    redrive    integer     NOT NULL,
    outcome    text        NOT NULL,
    detail     text        NOT NULL,
    settled_at timestamptz NOT NULL,
    PRIMARY KEY (letter_id, redrive)
);
