-- Answers to calls that ran already when people were forgotten may tell of them still.

alter table keyed_call add column taken_at timestamptz not null default now();
comment on column keyed_call.taken_at is 'When whoever runs it now began to.';

create table personal_forgotten (
  author_id int primary key,
  at        timestamptz not null
);
comment on table personal_forgotten is 'When answers of an account that tell of people were forgotten last.';

create index keyed_call_personal on keyed_call (author_id) where personal and answer is not null;
