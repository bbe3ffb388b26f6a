-- The timeline of one object: its events and those of its parts, newest first. Rows that are there learn what they are part of as the records
-- are told again (0017). [API-EVT-09]

ALTER TABLE feed ADD part_of text COLLATE "C";
COMMENT ON COLUMN feed.part_of IS 'Id of the license whose timeline tells of it too; null for what stands in its own alone, as checks of installations do.';
CREATE INDEX feed_of_object ON feed (subject, time, source, position);
CREATE INDEX feed_of_part ON feed (part_of, time, source, position) WHERE part_of IS NOT NULL;

-- What a timeline tells beyond the feed. Rows come with the events that follow; of events that were projected before there are none until the
-- read models are made anew.
CREATE TABLE event_detail (
  source text COLLATE "C",
  lane smallint,
  position bigint,
  changes json,
  reason text,
  note text,
  PRIMARY KEY (source, lane, position)
);
COMMENT ON COLUMN event_detail.changes IS 'Counters and seats, what they were and became, as the ledger decided.';
COMMENT ON COLUMN event_detail.reason IS 'Sealed, as note.';
