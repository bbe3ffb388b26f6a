-- Serial numbers of lists and which licenses got them, page by page through an index. Follows this service's own record, which the consumer
-- `licenses-serials` reads from its beginning.

create table listed_serial (
  product_id   int         not null,
  number       int         not null,
  author_id    int         not null,
  uuid         uuid        not null,
  serial       text        not null,
  folded       text        collate "C" not null,
  has_password boolean     not null,
  created_at   timestamptz not null,
  license_id   int,
  used         boolean     not null generated always as (license_id is not null) stored,
  primary key (product_id, number)
);
comment on column listed_serial.folded is 'In lower case, as it is claimed.';
create index listed_serial_at on listed_serial (product_id, created_at, number);
create index listed_serial_name on listed_serial (product_id, folded, number);
create index listed_serial_used_at on listed_serial (product_id, used, created_at, number);
create index listed_serial_used_name on listed_serial (product_id, used, folded, number);
create index listed_serial_license on listed_serial (license_id) where license_id is not null;

create table serial_list (
  product_id int primary key,
  loaded     int not null
);
comment on column serial_list.loaded is 'How many serial numbers were ever loaded: each has a number of its own.';
