import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { callCatalog } from './catalog.ts';

const ajv = new Ajv({ strict: true }); // as strict as the bus, which compiles a schema at its first request
formats.default(ajv);

describe('call catalog', () => {
  it.each(callCatalog.map((definition) => [definition.name, definition] as const))(
    'has a golden sample that fits the schema of %s, and a sentence that says what it does',
    (_, { schema, sample, description }) => {
      const validate = ajv.compile(schema);
      expect({ valid: validate(sample), errors: validate.errors ?? null }).toEqual({ valid: true, errors: null });
      expect(description).toMatch(/^[A-Z].{15,}/);
    },
  );

  it('names each call once', () => {
    const names = callCatalog.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('routes the call about a license by its number, as an InstallationID does', () => {
    const keys = callCatalog.flatMap(({ name, key, sample }) => (key ? [[name, key(sample as never)] as const] : []));
    expect(Object.fromEntries(keys)).toMatchObject({
      ActivateInstallation: '4001',
      CheckInstallation: '4001',
      DeactivateInstallation: '4001',
      GetLedger: '4001',
      UpdateLicense: '4001',
    });
  });
});
