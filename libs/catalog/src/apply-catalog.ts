import type { Catalog, Entry, Place } from './catalog-file.ts';
import { CatalogRefused } from './catalog-refused.ts';
import { type Difference, differences, patchOf, secretsWith } from './differences.ts';
import type { Kind } from './kinds.ts';
import { type CatalogApi, ProblemAnswered, type Shown } from './native-api.ts';

/** What an object of the file needs to be as the file wants it. */
export interface Step {
  action: 'create' | 'change' | 'keep';
  /** Kind of object, in the word of the native API. */
  object: string;
  /** Name of the object, after that of the product that it stands in. */
  name: string;
  differences: readonly Difference[];
  /** The object as it is then; null for one that is yet to be made. */
  shown: Shown | null;
}

export interface ApplyOptions {
  /** Tells the steps and writes nothing. */
  dryRun: boolean;
  /** Called for each step as it is known, and done unless this is a dry run. */
  onStep?: (step: Step) => void;
}

/**
 * Makes the platform match a catalog file: what is missing is created, what differs is changed, nothing is removed. Objects are found by
 * their name, login or e-mail address, so that a second run changes nothing, and a run that was interrupted is simply done again.
 *
 * Throws {@link CatalogRefused} where the platform refuses an entry; steps before it stay done.
 */
export async function applyCatalog(catalog: Catalog, api: CatalogApi, options: ApplyOptions): Promise<Step[]> {
  const application = new Application(catalog, api, options);
  await application.apply(catalog.entries, null);
  return application.steps;
}

/** The object that entries stand in: of a dry run that would make it, only the name is known. */
interface Parent {
  id: string | null;
  name: string;
}

/** Serial numbers that travel in one call, well below the size that a body may have. */
const mostOfCall = 2000;

class Application {
  readonly steps: Step[] = [];
  /** Collections as they were read, for all entries that stand in them. */
  readonly #collections = new Map<string, Promise<Shown[]>>();

  constructor(
    private readonly catalog: Catalog,
    private readonly api: CatalogApi,
    private readonly options: ApplyOptions,
  ) {}

  async apply(entries: readonly Entry[], parent: Parent | null): Promise<void> {
    for (const entry of entries.filter(({ kind }) => !kind.bulk)) await this.#applyOne(entry, parent);
    for (const kind of new Set(entries.map((entry) => entry.kind).filter(({ bulk }) => bulk)))
      await this.#applyMany(
        kind,
        entries.filter((entry) => entry.kind === kind),
        parent,
      );
  }

  async #applyOne(entry: Entry, parent: Parent | null): Promise<void> {
    const { kind } = entry;
    const known = await this.#find(entry, parent);
    const found = known ? differences(await this.#resolved(entry, known), known, kind.secret) : [];
    const action = !known ? 'create' : found.length > 0 ? 'change' : 'keep';
    const name = nameOf(entry, parent);
    const shown = this.options.dryRun ? known : await this.#write(entry, parent, known, found);
    this.#tell({ action, object: kind.object, name, differences: found, shown });
    await this.apply(entry.inside, { id: shown?.id ?? null, name });
  }

  /** What the entry wants, its references in the form that they are shown in. One that names nothing stays, for the platform to refuse. */
  async #resolved({ kind, body }: Entry, known: Shown): Promise<Entry['body']> {
    const resolved: Record<string, unknown> = { ...body };
    for (const [member, collection] of Object.entries(kind.references)) {
      const told = body[member];
      if (typeof told !== 'string' || told === known[member]) continue;
      resolved[member] = (await this.api.get(`${collection}/${encodeURIComponent(told)}`))?.id ?? told;
    }
    return resolved;
  }

  async #find(entry: Entry, parent: Parent | null): Promise<Shown | null> {
    const { kind, place } = entry;
    if (parent?.id === null) return null;
    const collection = await this.#collection(kind, kind.query(entry.body, parent?.id ?? null), parent);
    const [known = null, second] = collection.filter((shown) => isMeant(entry, shown));
    if (second)
      throw this.#refused(place, `several objects have the ${entry.key[0]} ${entry.key[1]}; rename one of them`);
    return known;
  }

  #collection(kind: Kind, query: Readonly<Record<string, string>>, parent: Parent | null): Promise<Shown[]> {
    const path = kind.collection(parent?.id ?? null);
    const read = `${path}?${new URLSearchParams(query).toString()}`;
    const known = this.#collections.get(read) ?? this.api.list(path, query);
    this.#collections.set(read, known);
    return known;
  }

  async #write(
    { kind, body, place }: Entry,
    parent: Parent | null,
    known: Shown | null,
    found: readonly Difference[],
  ): Promise<Shown> {
    const parentId = parent?.id ?? null;
    const path = kind.collection(parentId);
    try {
      if (!known) return await this.api.create(path, { ...kind.implied(parentId), ...body });
      if (found.length === 0) return known;
      return await this.api.change(
        `${path}/${known.id}`,
        patchOf([...found, ...secretsWith(found, body, kind.secret)]),
        known.version,
      );
    } catch (error) {
      throw error instanceof ProblemAnswered ? this.#explained(error, place) : error;
    }
  }

  async #applyMany(kind: Kind, entries: readonly Entry[], parent: Parent | null): Promise<void> {
    const known = parent?.id === null ? [] : await this.#collection(kind, {}, parent);
    const [key] = kind.keys;
    const present = new Set(known.map((shown) => shown[key ?? '']));
    const missing = new Set(entries.filter((entry) => !present.has(entry.key[1])));
    if (!this.options.dryRun)
      for (let i = 0; i < missing.size; i += mostOfCall)
        await this.#writeMany(kind, [...missing].slice(i, i + mostOfCall), parent);
    const step = { object: kind.object, differences: [], shown: null };
    for (const entry of entries)
      this.#tell({ ...step, action: missing.has(entry) ? 'create' : 'keep', name: nameOf(entry, parent) });
  }

  async #writeMany(kind: Kind, entries: readonly Entry[], parent: Parent | null): Promise<void> {
    const bodies = entries.map(({ body }) => body);
    try {
      await this.api.create(kind.collection(parent?.id ?? null), { [kind.member]: bodies });
    } catch (error) {
      throw error instanceof ProblemAnswered ? this.#explained(error, entries[0]?.place.slice(0, -1) ?? []) : error;
    }
  }

  #tell(step: Step): void {
    this.steps.push(step);
    this.options.onStep?.(step);
  }

  /** A refusal of the platform in the words of the file. */
  #explained({ message, offenses }: ProblemAnswered, place: Place): CatalogRefused {
    if (offenses.length === 0) return this.#refused(place, message);
    const lines = offenses.map(({ pointer = '', detail }) => {
      return `${this.catalog.tell([...place, ...partsOf(pointer)])}: ${detail}`;
    });
    return new CatalogRefused(lines.join('\n'));
  }

  #refused(place: Place, why: string): CatalogRefused {
    return new CatalogRefused(`${this.catalog.tell(place)}: ${why}`);
  }
}

/** Parts of a JSON pointer. */
const partsOf = (pointer: string): Place =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));

const nameOf = ({ key }: Entry, parent: Parent | null): string => (parent ? `${parent.name} / ${key[1]}` : key[1]);

function isMeant({ key: [member, value], kind }: Entry, shown: Shown): boolean {
  const has = shown[member];
  if (typeof has !== 'string') return false;
  return kind.ignoreCase ? has.toLowerCase() === value.toLowerCase() : has === value;
}
