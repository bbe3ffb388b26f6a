-- One key per subject (a customer, a license), wrapped by the master key. A destroyed key leaves its row, so that no new one is made.
CREATE TABLE data_key (
  subject text PRIMARY KEY,
  wrapped bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

-- What tells a wrong master key at start, instead of at the first value that does not open.
CREATE TABLE master_key_check (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  fingerprint text NOT NULL
);
