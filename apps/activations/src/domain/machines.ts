import { emptyMap, keysOf, lookUp, type PersistentMap, put, without } from './persistent-map.ts';

/** Active installations by the keyed hash of each identifier of their machine. */
export type Machines = PersistentMap<PersistentMap<true>>;

/** Notes an installation under each identifier of its machine. */
export const bindMachine = (machines: Machines, identifiers: readonly string[], installationId: string): Machines =>
  identifiers.reduce(
    (map, identifier) => put(map, identifier, put(lookUp(map, identifier) ?? emptyMap<true>(), installationId, true)),
    machines,
  );

/** Takes an installation out again; an identifier that nobody has any more goes too. */
export const forgetMachine = (machines: Machines, identifiers: readonly string[], installationId: string): Machines =>
  identifiers.reduce((map, identifier) => {
    const holders = lookUp(map, identifier);
    if (!holders) return map;
    const left = without(holders, installationId);
    return keysOf(left).next().done ? without(map, identifier) : put(map, identifier, left);
  }, machines);

/** How many identifiers each installation shares with this machine. */
export function sharedIdentifiers(machines: Machines, identifiers: readonly string[]): Map<string, number> {
  const shared = new Map<string, number>();
  for (const identifier of new Set(identifiers))
    for (const installationId of keysOf(lookUp(machines, identifier) ?? null))
      shared.set(installationId, (shared.get(installationId) ?? 0) + 1);
  return shared;
}
