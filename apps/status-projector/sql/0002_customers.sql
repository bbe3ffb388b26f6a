-- Customers as searches find them, in clear: personal data that is sealed in the record. Erasing a customer empties the row.

CREATE TABLE customer (
  customer_id int PRIMARY KEY,
  author_id int NOT NULL,
  uuid uuid NOT NULL,
  registered boolean NOT NULL,
  company text NOT NULL,
  email text NOT NULL,
  merged_into int,
  version int NOT NULL
);
COMMENT ON COLUMN customer.merged_into IS 'Who answers for this one, which no search finds any more.';
CREATE INDEX customer_email ON customer (author_id, lower(email), customer_id) WHERE merged_into IS NULL AND email <> '';
CREATE INDEX customer_company ON customer (author_id, lower(company) text_pattern_ops, customer_id)
  WHERE merged_into IS NULL AND company <> '';

CREATE INDEX license_customer ON license (customer_id, license_id);
