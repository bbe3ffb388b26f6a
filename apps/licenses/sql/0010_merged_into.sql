-- When a merge is taken back, what it moved is looked for also under those who had been merged before, by way of chains.

create index merged_customer_into on merged_customer (into_id);
