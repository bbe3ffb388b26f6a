-- External ids of products and options, and modes of products. Rows of before are of objects that had neither.

ALTER TABLE product
  ADD mode text NOT NULL DEFAULT 'active',
  ADD external_id text COLLATE "C";
ALTER TABLE product ALTER mode DROP DEFAULT;
CREATE INDEX product_mode ON product (author_id, mode, product_id);
CREATE INDEX product_external_id ON product (author_id, external_id, product_id);

ALTER TABLE product_option ADD external_id text COLLATE "C";
CREATE INDEX product_option_external_id ON product_option (author_id, external_id, option_id);
