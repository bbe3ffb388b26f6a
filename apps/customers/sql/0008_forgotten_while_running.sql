-- What is forgotten is marked in the rows of the calls themselves, those that run included, so that nobody writes an answer past it.
-- `taken_at` and `personal_forgotten`, by which that was told before, go with the next release.

alter table keyed_call add column forgotten boolean not null default false;
comment on column keyed_call.forgotten is 'Answers that tell of people were forgotten since whoever runs it now began to.';

drop index keyed_call_personal;
create index keyed_call_personal on keyed_call (author_id) where personal and (answer is not null or not forgotten);
