-- Licenses that were issued while a product was being tried out, before their event said so. A product is tried out from its beginning until it is
-- sold, once, so whatever was issued of one that never was sold was issued while it was tried out. Those of products that are sold stay.

insert into tryout_license (license_id, product_id, author_id)
select (l.data->>'licenseId')::int, (l.data->>'productId')::int, (l.data->>'authorId')::int
from event p
join event l on l.data->>'productId' = p.data->>'productId'
where p.stream_id >= 'product-' and p.stream_id < 'product.' and p.version = 1 and p.type = 'ProductCreated'
  and p.data->'settings'->>'mode' = 'testing'
  and not exists (
    select from event s
    where s.stream_id = p.stream_id and s.type = 'ProductUpdated' and s.data->'changes'->>'mode' = 'active'
  )
  and l.stream_id >= 'license-' and l.stream_id < 'license.' and l.version = 1 and l.type = 'LicenseAdded'
  and not exists (select from event g where g.stream_id = l.stream_id and g.type = 'LicensePurged')
on conflict (license_id) do nothing;
