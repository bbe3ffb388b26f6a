-- Days from the first activation to the end of a license, in place of a date; expires_at then follows from them.

ALTER TABLE license ADD expiry_days int;
