-- Invoices as lists show them, and what a license tells of its own.

CREATE TABLE invoice (
  invoice_id int PRIMARY KEY,
  uuid uuid NOT NULL,
  author_id int NOT NULL,
  customer_id int,
  number text NOT NULL,
  status text NOT NULL,
  blocked boolean NOT NULL,
  external_id text,
  whole boolean NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN invoice.whole IS 'False while its licenses are being issued: nobody sees it.';
COMMENT ON COLUMN invoice.version IS 'Of the stream, up to which events are folded.';
CREATE INDEX invoice_author ON invoice (author_id, created_at, invoice_id);
CREATE INDEX invoice_status ON invoice (author_id, status, created_at, invoice_id);
CREATE INDEX invoice_customer ON invoice (author_id, customer_id, created_at, invoice_id);
CREATE INDEX invoice_external_id ON invoice (author_id, external_id) WHERE external_id IS NOT NULL;

ALTER TABLE license
  ADD COLUMN invoice_id int,
  ADD COLUMN invoice_blocked boolean;
