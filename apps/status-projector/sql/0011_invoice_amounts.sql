-- What invoices come to, for reports. Their rows are made anew: the record is read from the beginning once more.

DELETE FROM invoice;
ALTER TABLE invoice
  ADD currency text NOT NULL,
  ADD total text NOT NULL,
  ADD is_test boolean NOT NULL;
DELETE FROM consumer_position WHERE consumer = 'status-projector';
