-- Reads the records from the beginning once more: what timelines tell of counters follows from rows of licenses as they were at each event, rows did
-- not follow movements of counters, and some hold an end that days made and that went with them. What else was folded before changes nothing.

TRUNCATE license, license_use;
DELETE FROM consumer_position WHERE consumer = 'status-projector';
DELETE FROM parked_event WHERE consumer = 'status-projector';

-- Words by which read models were asked to be made anew; each was obeyed once.
CREATE TABLE rebuild (
  word text PRIMARY KEY,
  asked_at timestamptz NOT NULL DEFAULT now()
);
