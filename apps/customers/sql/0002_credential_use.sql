-- When users and keys were last used, to the minute. Written without events: losing it loses nothing but this.

create table credential_use (
  credential uuid primary key,
  author_id  int not null,
  used_at    timestamptz not null
);
comment on table credential_use is 'UUID of a user or key, and the minute of its last logon or call.';
