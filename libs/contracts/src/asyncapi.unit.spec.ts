import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { asyncApi } from './asyncapi.ts';

const require = createRequire(import.meta.url);
const file = new URL('../../../docs/reference/asyncapi.json', import.meta.url);

describe('AsyncAPI document', () => {
  it('is a valid AsyncAPI 3 document', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    formats.default(ajv);
    const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const validate = ajv.compile(schema);
    expect({ valid: validate(asyncApi()), errors: validate.errors ?? [] }).toEqual({ valid: true, errors: [] });
  });

  it('has examples that fit the schema of public events', () => {
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    const { components } = asyncApi() as {
      components: { schemas: { PublicEvent: object }; messages: Record<string, { examples: { payload: unknown }[] }> };
    };
    const validate = ajv.compile(components.schemas.PublicEvent);
    for (const [type, { examples }] of Object.entries(components.messages))
      for (const { payload } of examples)
        expect({ type, valid: validate(payload), errors: validate.errors ?? null }).toEqual({
          type,
          valid: true,
          errors: null,
        });
  });

  it('stands in the documentation as generated: run `npm run contracts` after a change', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(asyncApi())));
  });

  it('publishes the events that the product is known for', () => {
    const { components } = asyncApi() as { components: { messages: Record<string, unknown> } };
    expect(Object.keys(components.messages)).toEqual(
      expect.arrayContaining(['InstallationActivated', 'LicenseStatusChanged', 'LicenseAdded', 'ActivationRefused']),
    );
  });
});
