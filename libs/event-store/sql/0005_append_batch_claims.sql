-- append_batch as in 0002, but for one rule: a group is postponed only if it lost its claim to what a refused group of this batch has
-- just put there itself. Two streams of one batch that each wanted what the other one held of old were postponed for ever, and with
-- them everything behind them. The first of the refused groups has lost to something that stays, so each batch ends at least one.
create or replace function append_batch(
  streams text[], lanes smallint[], expected int[], sizes int[], commands uuid[],  -- per group; expected -1: any; its first command
  more_group int[], more_stream text[], more_command uuid[],                       -- per further command of a group
  event_group int[], event_number int[], event_stream text[], event_command uuid[],
  types text[], schema_versions smallint[], data json[], metadata json[],          -- per event; number: 1, 2 … within its group
  claim_group int[], claim_stream text[], claim_scope text[], claim_key text[], claim_release boolean[]  -- per claim
) returns table (
  "group" int, outcome text, epoch int, first_position bigint, last_position bigint, version int, recorded uuid[], claim int, owner text
)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  locked   smallint[];
  heads    bigint[];
  epochs   int[];
  outcomes text[];
  versions int[];
  known    int[];
  refused  int[] := '{}';
  claims   int[] := '{}';
  owners   text[] := '{}';
  winners  int[] := '{}';
  firsts   bigint[];
  at       timestamptz;
begin
  perform from lane where id = any (lanes) order by id for no key update;
  at := clock_timestamp();

  select array_agg(id), array_agg(coalesce((select max(position) from event where lane = id), 0)), array_agg(epoch)
  into locked, heads, epochs
  from lane where id = any (lanes);

  if cardinality(more_group) > 0 then
    select array_agg(distinct g) into known
    from unnest(more_group, more_stream, more_command) as m (g, stream_id, command_id)
    where m.stream_id in (select stream_id from event e where e.command_id = m.command_id offset 0);
  end if;

  select array_agg(case when done or n = any (known) then 'repeated'
                        when expected >= 0 and coalesce(tip, 0) <> expected then 'conflict'
                        else 'appended' end order by n),
         array_agg(coalesce(tip, 0) order by n)
  into outcomes, versions
  from unnest(streams, expected, commands) with ordinality as w (stream_id, expected, command_id, n),
    lateral (select (select e.version from event e where e.stream_id = w.stream_id order by e.version desc limit 1),
      w.stream_id in (select stream_id from event e where e.command_id = w.command_id offset 0)) as s (tip, done);

  if cardinality(claim_group) > 0 then
    insert into claim (scope, key, stream_id, command_id)
    select scope, key, stream_id, commands[g]
    from unnest(claim_group, claim_stream, claim_scope, claim_key, claim_release) as c (g, stream_id, scope, key, release)
    where not release and outcomes[g] = 'appended'
    order by scope collate "C", key collate "C", g
    on conflict do nothing;

    select array_agg(g), array_agg(n), array_agg(owner), array_agg(winner) into refused, claims, owners, winners
    from (select distinct on (g) g, n, k.stream_id as owner,
        case when k.command_id = commands[array_position(streams, k.stream_id)] then array_position(streams, k.stream_id) end as winner
      from unnest(claim_group, claim_stream, claim_scope, claim_key, claim_release) with ordinality
        as c (g, stream_id, scope, key, release, n)
      left join claim k on k.scope = c.scope and k.key = c.key
      where not release and outcomes[g] = 'appended' and k.stream_id is distinct from c.stream_id
      order by g, n) lost;

    if refused is not null then
      delete from claim k using unnest(claim_group, claim_stream, claim_scope, claim_key) as c (g, stream_id, scope, key)
      where k.scope = c.scope and k.key = c.key and k.stream_id = c.stream_id and k.command_id = commands[g] and g = any (refused);
      for i in 1 .. cardinality(refused) loop
        outcomes[refused[i]] := case
          when owners[i] is null or winners[i] = any (refused) then 'postponed' else 'claimed' end;
      end loop;
    end if;

    delete from claim k
    using unnest(claim_group, claim_stream, claim_scope, claim_key, claim_release) as c (g, stream_id, scope, key, release)
    where release and outcomes[g] = 'appended' and k.scope = c.scope and k.key = c.key and k.stream_id = c.stream_id;
  end if;

  select array_agg(case outcome when 'appended' then heads[array_position(locked, lane)] + 1 + coalesce(before, 0) else 0 end order by n)
  into firsts
  from (select n, outcome, lane, sum(size) filter (where outcome = 'appended')
      over (partition by lane order by n rows between unbounded preceding and 1 preceding) as before
    from unnest(outcomes, lanes, sizes) with ordinality as w (outcome, lane, size, n)) numbered;

  insert into event (lane, position, stream_id, version, type, schema_version, data, metadata, command_id, recorded_at)
  select lanes[g], firsts[g] + number - 1, stream_id, versions[g] + number, type, schema_version, data, metadata, command_id, at
  from unnest(event_group, event_number, event_stream, event_command, types, schema_versions, data, metadata)
    as e (g, number, stream_id, command_id, type, schema_version, data, metadata)
  where firsts[g] > 0;
  if found then
    perform pg_notify('event_appended', '');
  end if;

  return query
    select n::int, outcome, epochs[array_position(locked, w.lane)],
      case outcome when 'appended' then w.first when 'repeated' then done.first end,
      case outcome when 'appended' then w.first + size - 1 when 'repeated' then done.last end,
      case outcome when 'appended' then base + size when 'repeated' then done.version else base end,
      done.recorded,
      claims[array_position(refused, n::int)], owners[array_position(refused, n::int)]
    from unnest(outcomes, lanes, firsts, sizes, versions, streams, commands) with ordinality
      as w (outcome, lane, first, size, base, stream_id, command_id, n)
    left join lateral (select min(e.position) as first, max(e.position) as last, max(e.version) as version, array_agg(e.command_id order by e.version) as recorded
      from (select * from event where command_id = any (
        w.command_id || array(select m.command_id from unnest(more_group, more_command) as m (g, command_id) where m.g = w.n)) offset 0) e
      where e.stream_id = w.stream_id
    ) done on outcome = 'repeated';
end $$;
