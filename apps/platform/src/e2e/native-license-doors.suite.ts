import { statusOfSolo, type SoloStatus } from '@licet/contracts';
import fc from 'fast-check';
import { type Answer, type Asking, ask, instantForm } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import type { Product } from './product.suite.ts';

export type Step = (product: Product, license: { id: string; LicenseID: number }) => Promise<unknown>;

/** A status, a number, an increment or a text, each by the one door or the other. */
const bySolo =
  (fields: object): Step =>
  (product, { LicenseID }) =>
    product.solo.updateActivationFields({ ...product.author, LicenseID, ...fields });
const byNative =
  (body: object): Step =>
  (product, { id }) =>
    foretold(product, `/licenses/${id}`, patch(body));

/** Done once a dry run has told what it comes to, which then holds. [API-DRY-03] */
async function foretold(product: Product, path: string, asking: Asking): Promise<Answer> {
  const { body: dry, status } = await ask(product, `${path}?dryRun=true`, asking);
  const done = await ask(product, path, asking);
  const { effect = noEffect, ...result } = done.body;
  if (done.status < 300)
    expect(timeless(dry)).toMatchObject(timeless({ allowed: true, status: done.status, result, effect }));
  else if (dry.object === 'dryRun')
    expect([dry.allowed, dry.status, dry.code]).toEqual([false, done.status, done.body.code]);
  else expect([status, dry.code]).toEqual([done.status, done.body.code]);
  return done;
}
const noEffect = { installationsEnding: 0, sessionsEnding: 0 };

/** Without the moment of the call. */
const timeless = (value: object) =>
  JSON.parse(JSON.stringify(value, (_, member: unknown) => (isOfNow(member) ? 'now' : member))) as object;
const isOfNow = (value: unknown): boolean =>
  typeof value === 'string' && instantForm.test(value) && Math.abs(Date.now() - Date.parse(value)) < 60_000;

const codes = ['OK', 'DUP', 'FRD', 'VOI', 'RET', 'EXP', 'CHK', 'UPG'] as const;
const status = fc.constantFrom<SoloStatus>(...codes);
const number = fc.integer({ min: 0, max: 9 });
const increment = fc.integer({ min: -4, max: 4 });
const text = fc.constantFrom('', 'gold', 'a & <b>', 'Zwetschkenknödel');
const day = fc.integer({ min: 10, max: 28 });

/** Any one change of a license, by the one door or the other. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  status.map((Status) => bySolo({ Status })),
  status.map((code): Step => (product, { id }) => {
    const { status: to, reason } = statusOfSolo(code);
    return foretold(product, `/licenses/${id}/transitions`, post({ to, ...(reason && { reason }) }));
  }),
  number.map((ActivationsLeft) => bySolo({ ActivationsLeft })),
  number.map((activationsLeft) => byNative({ activation: { activationsLeft } })),
  number.map((limit) => byNative({ seats: { limit } })),
  increment.map((ActivationsIncrement) => bySolo({ ActivationsIncrement })),
  increment.map((by) => byNative({ activation: { activationsLeft: { increment: by } } })),
  increment.map((DeactivationsIncrement) => bySolo({ DeactivationsIncrement })),
  number.map((deactivationsLeft) => byNative({ activation: { deactivationsLeft } })),
  number.map((LicenseCounter) => bySolo({ LicenseCounter })),
  increment.map((by) => byNative({ counter: { increment: by } })),
  day.map((d) => bySolo({ ExpirationDate: `01/${d}/2031` })),
  increment.map((by) => byNative({ expiry: { days: { increment: by } } })),
  text.map((LicenseUpdate) => bySolo({ LicenseUpdate })),
  text.map((licenseUpdate) => byNative({ licenseUpdate })),
  fc.tuple(text, number).map(([licenseUpdate, counter]) => byNative({ licenseUpdate, counter })),
);

/** SOLO XML and the native API are two doors to one license. */
export function bothDoors(product: () => Product): void {
  it('tells the same by both doors whatever was done by either, as dry runs have told before [API-DRY-03]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const answer = await made(product(), { licensee: { name: 'Ann' } });
        const license = { id: answer.body.id, LicenseID: soloNumber(answer) };
        for (const each of steps) await each(product(), license);
        const { body } = await ask(product(), `/licenses/${license.id}?include=dialects`);
        const { fields } = await product().solo.infoCheck({ LicenseID: license.LicenseID });
        expect(soloOf(body)).toEqual({
          ...{ Status: fields.Status, LicenseUpdate: fields.LicenseUpdate, LicenseCounter: fields.LicenseCounter },
          RemainingActivations: fields.RemainingActivations,
          RemainingDeactivations: fields.RemainingDeactivations,
          DownloadExpiration: fields.DownloadExpiration?.slice(0, 10) ?? '',
        });
      }),
      { numRuns: 25 },
    );
  }, 120_000);
}

/** What InfoCheck has to print for a license that the native API tells so. */
function soloOf(body: Record<string, unknown>) {
  const { activationsLeft, deactivationsLeft } = body.activation as Record<string, number | null>;
  const { expiresAt } = body.expiry as { expiresAt: string | null };
  return {
    Status: (body.dialects as { solo: { status: string } }).solo.status,
    LicenseUpdate: body.licenseUpdate,
    LicenseCounter: String((body.counter as number | null) ?? ''),
    RemainingActivations: String(activationsLeft),
    RemainingDeactivations: String(deactivationsLeft),
    DownloadExpiration: expiresAt?.slice(0, 10) ?? '',
  };
}
