-- One row an event. A handled one is never taken up again; one that was dead-lettered only when it is sent again, by a
-- higher count of redrives.
DELETE FROM inbox AS earlier USING inbox AS later
WHERE earlier.event_id = later.event_id AND earlier.redrive < later.redrive;
ALTER TABLE inbox
    DROP CONSTRAINT inbox_pkey,
    ADD PRIMARY KEY (event_id),
    ADD COLUMN dead_lettered boolean NOT NULL DEFAULT false;
