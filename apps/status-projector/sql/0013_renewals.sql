-- Renewals as lists show them.

CREATE TABLE renewal (
  renewal_id int PRIMARY KEY,
  author_id int NOT NULL,
  product_id int NOT NULL,
  option_id int NOT NULL,
  invoice_id int,
  status text NOT NULL,
  is_test boolean NOT NULL,
  used_at timestamptz,
  used_for int,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN renewal.version IS 'Of the stream, up to which events are folded.';
CREATE INDEX renewal_created ON renewal (author_id, created_at, renewal_id);
CREATE INDEX renewal_status ON renewal (author_id, status, renewal_id);
CREATE INDEX renewal_product ON renewal (author_id, product_id, renewal_id);
CREATE INDEX renewal_option ON renewal (author_id, option_id, renewal_id);
CREATE INDEX renewal_invoice ON renewal (author_id, invoice_id, renewal_id);
CREATE INDEX renewal_used_for ON renewal (author_id, used_for, renewal_id);
CREATE INDEX renewal_used ON renewal (author_id, used_at, renewal_id);
CREATE INDEX renewal_used_last ON renewal (author_id, coalesce(used_at, 'infinity'), renewal_id);
CREATE INDEX renewal_test ON renewal (author_id, is_test, renewal_id);
