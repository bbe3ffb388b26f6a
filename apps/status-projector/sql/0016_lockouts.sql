-- When the last re-activation lockout of a license began that staff have not ended; it ends by the settings of then.

ALTER TABLE license ADD lockout_at timestamptz;
