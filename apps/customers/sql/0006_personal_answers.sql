-- Which kept answers tell of people, who may be erased before the answers are.

alter table keyed_call add column personal boolean not null default true;
comment on column keyed_call.personal is 'The answer was told to somebody who sees personal data.';
