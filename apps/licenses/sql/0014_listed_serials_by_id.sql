-- A serial number that is deleted is named by its id: a list may have a hundred thousand others.

create index listed_serial_uuid on listed_serial (product_id, uuid);
