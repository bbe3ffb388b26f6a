-- What licenses, usage and events look like. All of it follows from the records of the other services and can be rebuilt from them.

CREATE TABLE product (
  product_id int PRIMARY KEY,
  uuid uuid NOT NULL,
  author_id int NOT NULL,
  status text NOT NULL,
  settings jsonb NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX product_author ON product (author_id, product_id);

CREATE TABLE product_option (
  option_id int PRIMARY KEY,
  uuid uuid NOT NULL,
  product_id int NOT NULL,
  author_id int NOT NULL,
  status text NOT NULL,
  settings jsonb NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX product_option_author ON product_option (author_id, option_id);
CREATE INDEX product_option_product ON product_option (author_id, product_id, option_id);

-- One row per license: what its owner tells (license_version), what its ledger tells (ledger_version), and what follows from both.
-- Either may come first, so everything but the key may be missing.
CREATE TABLE license (
  license_id int PRIMARY KEY,
  uuid uuid,
  author_id int,
  product_id int,
  option_id int,
  customer_id int,
  distributor_id int,
  key text,
  serial_number text,
  quantity int,
  unit_price text,
  status text,
  reason text,
  status_since timestamptz,
  expires_at timestamptz,
  current_version text,
  license_update text,
  is_test boolean,
  is_trial boolean,
  entered_at timestamptz,
  updated_at timestamptz,
  license_version int NOT NULL,
  activations_left int,
  deactivations_left int,
  counter int,
  seats_in_use int NOT NULL,
  first_activated_at timestamptz,
  last_activated_at timestamptz,
  newest_machine_at timestamptz,
  last_check_at timestamptz,
  ledger_version int NOT NULL,
  progress text,
  state text,
  usable boolean,
  expired boolean,
  dna_status text,
  solo_status text,
  ip_status text,
  ip_frozen boolean,
  derive_at timestamptz
) WITH (fillfactor = 80);
COMMENT ON COLUMN license.derive_at IS 'When what follows from the facts has to be looked at again: at an expiry, at the end of a freeze, after a change of option or product.';
CREATE INDEX license_author ON license (author_id, license_id);
CREATE INDEX license_product ON license (product_id);
CREATE INDEX license_option ON license (option_id);
CREATE INDEX license_derive ON license (derive_at) WHERE derive_at IS NOT NULL;

CREATE TABLE status_change (
  license_id int,
  version int,
  before text,
  after text NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  via text NOT NULL,
  PRIMARY KEY (license_id, version)
);

-- The public events. Positions are those of the domain events, so a cursor stays valid when this table is made anew.
CREATE TABLE feed (
  source text COLLATE "C",
  lane smallint,
  position bigint,
  epoch int NOT NULL,
  author_id int NOT NULL,
  time timestamptz NOT NULL,
  type text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  event json NOT NULL,
  PRIMARY KEY (source, lane, position)
);
CREATE INDEX feed_author ON feed (author_id, source, lane, epoch, position);
CREATE INDEX feed_subject ON feed (subject, source, lane, epoch, position);
