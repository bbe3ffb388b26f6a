import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { eventCatalog, newestVersion } from './catalog.ts';

const ajv = new Ajv({ strict: false });
formats.default(ajv);

describe('event catalog', () => {
  it.each(eventCatalog.map((definition) => [`${definition.type} v${definition.version}`, definition] as const))(
    'has a golden sample that fits the schema of %s',
    (_, { schema, sample }) => {
      const validate = ajv.compile(schema);
      expect({ valid: validate(sample), errors: validate.errors ?? null }).toEqual({ valid: true, errors: null });
    },
  );

  it('describes every event in a sentence', () => {
    for (const { description } of eventCatalog) expect(description).toMatch(/^[A-Z].{20,}/);
  });

  it('names each version of a type once', () => {
    const names = eventCatalog.map(({ type, version }) => `${type} v${version}`);
    expect(new Set(names).size).toBe(names.length);
    expect(newestVersion.size).toBe(new Set(eventCatalog.map(({ type }) => type)).size);
  });
});
