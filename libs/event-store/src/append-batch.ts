import { present } from './present.ts';
import type { Claim } from '@licet/contracts';
import type { ClientBase } from 'pg';
import { booleans, ints, jsons, smallints, texts, uuids } from './pg-array.ts';
import type { PreparedWrite } from './prepared-write.ts';

/** Writes of one stream, to be stored together. */
export interface Group {
  members: readonly [PreparedWrite, ...PreparedWrite[]];
  size: number;
}

/** What became of a group. `postponed`: it lost a claim to a group that was refused itself, and belongs into the next batch. */
export type GroupOutcome =
  | ({ kind: 'appended' } & Stored)
  /** What the commands of the group have left. */
  | ({ kind: 'repeated' } & Stored)
  | { kind: 'conflict'; version: number }
  | { kind: 'claimed'; claim: Claim; owner: string }
  | { kind: 'postponed' };

/** `version`: after the last event. `recorded`: command ids of the events in order, of repeated ones only. */
interface Stored {
  epoch: number;
  first: number;
  last: number;
  version: number;
  recorded: string[] | null;
}

/**
 * Sends independent groups, at most one per stream, as one transaction. Outcomes stand in the order of the groups. Repeating a call
 * is safe: command ids are looked up under the lane locks.
 */
export async function appendBatch(client: ClientBase, groups: readonly Group[]): Promise<GroupOutcome[]> {
  const claims = flatClaims(groups);
  const { rows } = await client.query<Row>({
    name: 'append_batch',
    text: statement,
    values: parameters(groups, claims),
    rowMode: 'array',
  });
  const outcomes = new Array<GroupOutcome>(groups.length);
  for (const row of rows) outcomes[row[0] - 1] = outcomeOf(row, claims);
  return outcomes;
}

const casts = `text[] smallint[] int[] int[] uuid[] int[] text[] uuid[] int[] int[] text[] uuid[] text[] smallint[] json[] json[]
  int[] text[] text[] text[] boolean[]`;
const placeholders = casts.split(/\s+/).map((cast, i) => `$${i + 1}::${cast}`);
const statement = `select "group", outcome, epoch, first_position::float8, last_position::float8, version, recorded, claim, owner
  from append_batch(${placeholders.join(', ')})`;

type Row = [
  group: number,
  kind: string,
  epoch: number,
  first: number,
  last: number,
  version: number,
  recorded: string[] | null,
  claim: number,
  owner: string,
];

function outcomeOf(row: Row, claims: readonly FlatClaim[]): GroupOutcome {
  const [, kind, epoch, first, last, version, recorded, claim, owner] = row;
  switch (kind) {
    case 'appended':
    case 'repeated':
      return { kind, epoch, first, last, version, recorded };
    case 'conflict':
      return { kind, version };
    case 'claimed':
      return { kind, claim: present(claims[claim - 1]).claim, owner };
    default:
      return { kind: 'postponed' };
  }
}

interface FlatClaim {
  group: number;
  streamId: string;
  claim: Claim;
  release: boolean;
}

const flatClaims = (groups: readonly Group[]): FlatClaim[] =>
  groups.flatMap(({ members }, g) =>
    members.flatMap(({ write: { streamId, claims = [], releases = [] } }) => [
      ...claims.map((claim) => ({ group: g + 1, streamId, claim, release: false })),
      ...releases.map((claim) => ({ group: g + 1, streamId, claim, release: true })),
    ]),
  );

function parameters(groups: readonly Group[], claims: readonly FlatClaim[]): Buffer[] {
  const firsts = groups.map(({ members: [first] }) => first);
  return [
    texts(firsts.map(({ write }) => write.streamId)),
    smallints(firsts.map(({ lane }) => lane)),
    ints(firsts.map(({ write }) => (write.expectedVersion === 'any' ? -1 : write.expectedVersion))),
    ints(groups.map(({ size }) => size)),
    uuids(firsts.map(({ write }) => write.commandId)),
    ...furtherCommands(groups),
    ...eventColumns(groups),
    ints(claims.map(({ group }) => group)),
    texts(claims.map(({ streamId }) => streamId)),
    texts(claims.map(({ claim }) => claim.scope)),
    texts(claims.map(({ claim }) => claim.key)),
    booleans(claims.map(({ release }) => release)),
  ];
}

function furtherCommands(groups: readonly Group[]): Buffer[] {
  const more = groups.flatMap(({ members: [, ...rest] }, g) => rest.map(({ write }) => ({ group: g + 1, write })));
  return [
    ints(more.map(({ group }) => group)),
    texts(more.map(({ write }) => write.streamId)),
    uuids(more.map(({ write }) => write.commandId)),
  ];
}

function eventColumns(groups: readonly Group[]): Buffer[] {
  const events = groups.flatMap(({ members }, g) => {
    let number = 0;
    return members.flatMap(({ write, events }) =>
      events.map((event) => ({ group: g + 1, number: ++number, write, event })),
    );
  });
  return [
    ints(events.map(({ group }) => group)),
    ints(events.map(({ number }) => number)),
    texts(events.map(({ write }) => write.streamId)),
    uuids(events.map(({ write }) => write.commandId)),
    texts(events.map(({ event }) => event.type)),
    smallints(events.map(({ event }) => event.schemaVersion)),
    jsons(events.map(({ event }) => event.data)),
    jsons(events.map(({ event }) => event.metadata)),
  ];
}
