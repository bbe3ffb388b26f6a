-- Invoices as lists show them, and what a license tells of its own.

CREATE TABLE invoice (
  invoice_id int PRIMARY KEY,
  uuid uuid NOT NULL,
  author_id int NOT NULL,
  customer_id int,
  number text NOT NULL,
  status text NOT NULL,
  blocked boolean NOT NULL,
  external_id text COLLATE "C",
  whole boolean NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  words tsvector NOT NULL
);
COMMENT ON COLUMN invoice.whole IS 'False while its licenses are being issued: nobody sees it.';
COMMENT ON COLUMN invoice.version IS 'Of the stream, up to which events are folded.';
CREATE INDEX invoice_created ON invoice (author_id, created_at, invoice_id) WHERE whole;
CREATE INDEX invoice_status ON invoice (author_id, status, invoice_id) WHERE whole;
CREATE INDEX invoice_blocked ON invoice (author_id, blocked, invoice_id) WHERE whole;
CREATE INDEX invoice_customer ON invoice (author_id, customer_id, invoice_id) WHERE whole;
CREATE INDEX invoice_external_id ON invoice (author_id, external_id, invoice_id) WHERE whole;
CREATE INDEX invoice_words ON invoice USING gin (words);

ALTER TABLE license
  ADD invoice_id int,
  ADD invoice_blocked boolean;
CREATE INDEX license_invoice ON license (author_id, invoice_id, license_id);
