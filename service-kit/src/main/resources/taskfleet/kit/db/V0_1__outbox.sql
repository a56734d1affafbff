-- Events that are committed and not yet published, in the order of their commits per partition key.
CREATE TABLE outbox (
    position      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bucket        smallint    NOT NULL, -- hash of the partition key: what relays share the work by
    topic         text        NOT NULL,
    partition_key text        NOT NULL,
    event_id      uuid        NOT NULL,
    event         text        NOT NULL, -- the CloudEvent as it goes out
    created_at    timestamptz NOT NULL
)
-- Rows live for milliseconds: vacuum by count, not by a share of an almost empty table.
WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
