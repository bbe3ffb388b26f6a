-- What reports tell beyond lists: every attempt to activate, every installation, notes. Personal texts stay sealed here as they are in the
-- record and are opened as they are read, so that nothing is left of them once their key is destroyed.

CREATE TABLE activation_attempt (
  license_id int,
  successful boolean,
  version int,
  author_id int,
  at timestamptz NOT NULL,
  code text,
  repeats int NOT NULL,
  installation_id uuid,
  product_version text,
  computer_id int,
  name text,
  address text,
  PRIMARY KEY (license_id, successful, version)
);
COMMENT ON COLUMN activation_attempt.version IS 'Version of the stream that tells of it: of the ledger for a success, of the refused attempts for a refusal.';
CREATE INDEX activation_attempt_author ON activation_attempt (author_id, at, license_id, successful, version);

CREATE TABLE installation (
  license_id int,
  installation_id uuid,
  author_id int,
  token text,
  related text,
  computer_id int NOT NULL,
  product_version text,
  name text,
  address text,
  activated_at timestamptz NOT NULL,
  last_check_at timestamptz,
  ended_at timestamptz,
  version int NOT NULL,
  PRIMARY KEY (license_id, installation_id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN installation.token IS 'The InstallationID, sealed; null where the option issues none.';
CREATE INDEX installation_author ON installation (author_id, activated_at, license_id, installation_id) WHERE token IS NOT NULL;

CREATE TABLE license_note (
  license_id int PRIMARY KEY,
  notes text NOT NULL
);

CREATE INDEX license_entered ON license (author_id, entered_at, license_id);

-- Reads the records from the beginning once more, to fill the new tables; what was folded before changes nothing in the others.
DELETE FROM consumer_position WHERE consumer = 'status-projector';
