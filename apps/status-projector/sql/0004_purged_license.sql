-- Licenses that were deleted for good, so that a late word of their ledgers makes no new rows. Nothing but the number is kept.

CREATE TABLE purged_license (
  license_id int PRIMARY KEY
);
