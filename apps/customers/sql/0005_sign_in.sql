-- Who is signed in. No events: a sign-in changes nothing that anybody else knows of, and ends by itself.

create table sign_in (
  id           uuid primary key,
  author_id    int  not null,
  subject      text collate "C" not null,
  proof        text collate "C" not null,
  refresh      text collate "C" not null,
  last_refresh text collate "C",
  refreshed_at timestamptz not null,
  expires_at   timestamptz not null
);
comment on table sign_in is 'proof: keyed hash of the verifier of the password that it began with; refresh, last_refresh: keyed hashes of the refresh token that holds and of the one before.';
create index sign_in_age on sign_in (expires_at);
