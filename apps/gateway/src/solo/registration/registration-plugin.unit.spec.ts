import { type ScriptedGateway, scriptedGateway } from '../../scenarios/scripted-gateway.scenarios.ts';
import { countries } from './countries.ts';
import { validationScript } from './validation-script.ts';

interface Script {
  validateRegistration: (data: Record<string, string>) => string[];
}

let gateway: ScriptedGateway;
beforeAll(async () => {
  gateway = await scriptedGateway({});
});
afterAll(() => gateway.close());
const get = (name: string) => fetch(`${gateway.url}/solo/registration/${name}`);

it('publishes state codes and country strings for callers [SL-REG-14]', async () => {
  const states = (await (await get('states.json')).json()) as Record<string, Record<string, string>>;
  expect(states).toMatchObject({ 'United States': { NY: 'New York' }, Canada: { QC: 'Quebec' } });
  expect(await (await get('countries.json')).json()).toEqual(countries);
  expect(countries).toEqual(expect.arrayContaining(['Germany', 'United States', 'Canada']));
  expect(new Set(countries).size).toBe(249);
});

it('publishes a script that checks with them [SL-REG-14]', async () => {
  const reply = await get('validate-registration.mjs');
  expect(reply.headers.get('content-type')).toContain('text/javascript');
  const text = await reply.text();
  expect(text).toBe(validationScript);
  const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
  const { validateRegistration } = (await import(url)) as Script;
  expect(validateRegistration({})).toEqual([]);
  const right = { Country: 'Canada', StateProvince: 'QC', PostalCode: 'H2Y 1C6', Email: 'a@example.org' };
  expect(validateRegistration(right)).toEqual([]);
  expect(validateRegistration({ ...right, Country: 'United States' })).toEqual(['StateProvince', 'PostalCode']);
  expect(validateRegistration({ Country: 'Nowhere', StateProvince: '?', Email: 'nobody' })).toEqual([
    'Country',
    'Email',
  ]);
});
