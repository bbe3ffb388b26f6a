import {
  AskForLicenses,
  type CustomData,
  GetCustomData,
  ReplaceCustomData,
  UpdateLicense,
  noCustomData,
} from '@licet/contracts';
import { type RunningLicenses, addTo, authorId, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
let optionId: number;
beforeAll(async () => {
  licenses = await runLicenses();
  ({ optionId } = await catalogOf(licenses));
});
afterAll(() => licenses.close());

const xml: CustomData = { format: 'xml', value: '<seats site="Zwetschkenhof">3</seats>' };
const replace = (licenseId: number | null, customData: CustomData | null) =>
  licenses.send(ReplaceCustomData, { authorId, licenseId, customData });
const stored = (licenseId: number) => licenses.value(GetCustomData, { authorId, licenseId });
const eventsOf = (licenseId: number) => licenses.store.readStream(`license-${licenseId}`, 1);

describe('custom data', () => {
  it('is empty at first, then as it was given, and empty again when cleared [SL-GCD-06, SL-UCD-02, SL-UCD-03]', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    expect(await stored(licenseId)).toEqual(noCustomData);
    expect(await replace(licenseId, xml)).toMatchObject({ ok: true, value: { version: 2 } });
    await licenses.send(UpdateLicense, { authorId, licenseId, changes: { licenseUpdate: 'x' } });
    expect(await stored(licenseId)).toEqual(xml);
    expect(await replace(licenseId, noCustomData)).toMatchObject({ ok: true, value: { version: 4 } });
    expect(await stored(licenseId)).toEqual(noCustomData);
  });

  it('is held sealed, however long, and no ledger is told of it [FMT-18]', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    const long: CustomData = { format: 'text', value: 'Zwetschke 漢字 '.repeat(20_000) };
    expect(await replace(licenseId, long)).toMatchObject({ ok: true });
    expect(await stored(licenseId)).toEqual(long);
    expect(JSON.stringify(await eventsOf(licenseId))).not.toContain('Zwetschke');
    const told = await licenses.value(AskForLicenses, { licenseIds: [licenseId] });
    expect(told[0]?.later).toMatchObject([{ changes: {} }]);
    expect(JSON.stringify(told).length).toBeLessThan(5000);
  });

  it('that is the same leaves no event', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    await replace(licenseId, xml);
    expect(await replace(licenseId, { ...xml })).toEqual({ ok: true, value: { version: 2 } });
    expect((await eventsOf(licenseId)).length).toBe(1);
    expect(await replace(licenseId, { ...xml, format: 'text' })).toMatchObject({ value: { version: 3 } });
  });

  it('of many callers at once is that of one of them', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    const sent = Array.from({ length: 20 }, (_, i): CustomData => ({ format: 'text', value: `data ${i}` }));
    const replies = await Promise.all(sent.map((data) => replace(licenseId, data)));
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(sent).toContainEqual(await stored(licenseId));
    expect((await eventsOf(licenseId)).length).toBe(20);
  });

  it.each([[null], [2_000_000_000]])('is not there for license %p [SL-GCD-11, SL-UCD-15]', async (licenseId) => {
    const refused = { ok: false, refusal: { code: 'not_found' } };
    expect(await replace(licenseId, xml)).toMatchObject(refused);
    expect(await licenses.send(GetCustomData, { authorId, licenseId })).toMatchObject(refused);
  });

  it('is not there for another author [AUTH-14]', async () => {
    const { licenseId } = await addTo(licenses, optionId);
    const refused = { ok: false, refusal: { code: 'not_found' } };
    expect(await licenses.send(GetCustomData, { authorId: 2, licenseId })).toMatchObject(refused);
  });
});
