-- Licenses that were issued while their product was being tried out, and products that are sold since. Follows from this service's own record.

create table tryout_license (
  license_id int primary key,
  product_id int not null,
  author_id  int not null
);
comment on table tryout_license is 'Those of a product that is sold since go when they are dealt with: deleted, where the author asked for that.';
create index tryout_license_product on tryout_license (product_id, license_id);

create table tried_out_product (
  product_id   int     primary key,
  keeps        boolean not null,
  event_id     uuid    not null,
  cause        jsonb   not null
);
create index tried_out_product_cleared on tried_out_product (product_id) where not keeps;
