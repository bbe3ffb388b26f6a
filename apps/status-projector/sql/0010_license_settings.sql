-- What a license says for itself, and what the author's own systems call it.

ALTER TABLE license
  ADD external_id text COLLATE "C",
  ADD overrides jsonb,
  ADD freeze_end jsonb;
CREATE INDEX license_external_id ON license (author_id, external_id, license_id);
