-- Events whose effect on this schema is committed.
CREATE TABLE inbox (
    event_id   uuid        NOT NULL,
    redrive    integer     NOT NULL,
    handled_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, redrive)
);
CREATE INDEX inbox_handled_at ON inbox USING brin (handled_at);
