-- What lists are filtered, sorted and searched by: every field that is offered has an index of its own, which begins with the account and ends
-- with the number that breaks ties. Texts whose letter case does not count are kept in lower case. Words are kept as '<account>/<word>', so
-- that a search reads those of one account.

TRUNCATE product, product_option, license, license_note, purged_license, status_change, customer, activation_attempt, installation;
DELETE FROM consumer_position WHERE consumer IN ('status-projector', 'status-projector-customers');
DELETE FROM parked_event WHERE consumer IN ('status-projector', 'status-projector-customers');

ALTER TABLE product
  ADD name_key text COLLATE "C" NOT NULL,
  ADD sku text COLLATE "C",
  ADD words tsvector NOT NULL;
CREATE INDEX product_created ON product (author_id, created_at, product_id);
CREATE INDEX product_name ON product (author_id, name_key, product_id);
CREATE INDEX product_status ON product (author_id, status, product_id);
CREATE INDEX product_sku ON product (author_id, sku, product_id);
CREATE INDEX product_words ON product USING gin (words);

ALTER TABLE product_option
  ADD name_key text COLLATE "C" NOT NULL,
  ADD type text NOT NULL,
  ADD words tsvector NOT NULL;
CREATE INDEX product_option_created ON product_option (author_id, created_at, option_id);
CREATE INDEX product_option_name ON product_option (author_id, name_key, option_id);
CREATE INDEX product_option_status ON product_option (author_id, status, option_id);
CREATE INDEX product_option_type ON product_option (author_id, type, option_id);
CREATE INDEX product_option_words ON product_option USING gin (words);

DROP INDEX customer_company;
ALTER TABLE customer
  DROP email,
  ADD company_key text COLLATE "C",
  ADD email_key text COLLATE "C",
  ADD country_key text COLLATE "C",
  ADD status text NOT NULL,
  ADD created_at timestamptz NOT NULL,
  ADD words tsvector NOT NULL;
CREATE INDEX customer_email ON customer (author_id, email_key, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_company ON customer (author_id, company_key, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_country ON customer (author_id, country_key, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_registered ON customer (author_id, registered, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_status ON customer (author_id, status, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_created ON customer (author_id, created_at, customer_id) WHERE merged_into IS NULL;
CREATE INDEX customer_words ON customer USING gin (words) WHERE merged_into IS NULL;

DROP INDEX license_author, license_customer;
CREATE INDEX license_status ON license (author_id, status, license_id);
CREATE INDEX license_reason ON license (author_id, reason, license_id);
CREATE INDEX license_state ON license (author_id, state, license_id);
CREATE INDEX license_usable ON license (author_id, usable, license_id);
CREATE INDEX license_of_product ON license (author_id, product_id, license_id);
CREATE INDEX license_of_option ON license (author_id, option_id, license_id);
CREATE INDEX license_of_customer ON license (author_id, customer_id, license_id);
CREATE INDEX license_test ON license (author_id, is_test, license_id);
CREATE INDEX license_trial ON license (author_id, is_trial, license_id);
CREATE INDEX license_expires ON license (author_id, expires_at, license_id);
CREATE INDEX license_expires_last ON license (author_id, coalesce(expires_at, 'infinity'), license_id);

CREATE TABLE license_use (
  license_id int PRIMARY KEY,
  author_id int NOT NULL,
  seats_left int,
  seats_used int NOT NULL,
  last_check_at timestamptz
) WITH (fillfactor = 80);
COMMENT ON TABLE license_use IS 'What installations change of a license and lists ask for. Apart from the rest, so that a check moves no index of it.';
CREATE INDEX license_use_left ON license_use (author_id, seats_left, license_id);
CREATE INDEX license_use_used ON license_use (author_id, seats_used, license_id);
CREATE INDEX license_use_check ON license_use (author_id, last_check_at, license_id);
CREATE INDEX license_use_check_last ON license_use (author_id, coalesce(last_check_at, '-infinity'), license_id);

CREATE TABLE license_words (
  license_id int PRIMARY KEY,
  author_id int NOT NULL,
  version int NOT NULL,
  words tsvector NOT NULL
);
COMMENT ON TABLE license_words IS 'Words of the number and the notes of a license, in clear: personal data that is sealed in the record.';
CREATE INDEX license_words_words ON license_words USING gin (words);
