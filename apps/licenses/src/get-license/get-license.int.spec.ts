import { AskForLicenses, GetLicense, type RequestOf, UpdateLicense, newUuid } from '@licet/contracts';
import { serialAnywhere, serialElsewhere } from '../license-finder.ts';
import { serialHolders } from '../serial-holders.ts';
import { customerPassword } from '../testing/neighbors.ts';
import { type RunningLicenses, addTo, authorId, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
let sold: { productId: number; optionId: number };
beforeAll(async () => {
  licenses = await runLicenses();
  sold = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
});
afterAll(() => licenses.close());

type Reference = RequestOf<typeof GetLicense>['reference'];
const get = (reference: Reference, password?: string, as = {}) =>
  licenses.send(GetLicense, { authorId: null, reference, ...(password !== undefined && { password }) }, as);

/** Serial numbers of 20 products and of a list, as many as planners take an index for. */
const manyClaims = `insert into claim (scope, key, stream_id, command_id)
  select kind || n % 20, n::text, 'license-' || n, gen_random_uuid()
  from generate_series(1, 20000) n, unnest(array['serial/', 'listedSerial/']) kind`;

describe('GetLicense', () => {
  it('finds by number, by serial number and by key within the product [SL-INFO-01, SL-INFO-06, UNI-04]', async () => {
    const { licenseId, serialNumber } = await addTo(licenses, sold.optionId);
    const { productId } = sold;
    const references: Reference[] = [{ licenseId }, { serialNumber, productId }, { key: serialNumber, productId }];
    for (const reference of references)
      expect(await get(reference)).toMatchObject({ ok: true, value: { license: { licenseId }, password: 'none' } });
  });

  it.each<[string, (own: string) => string, 'right' | 'wrong']>([
    ['the activation password', (own) => own, 'right'],
    ['the password of the customer', () => customerPassword, 'right'],
    ['another', () => 'nothing', 'wrong'],
    ['the activation password in lower case', (own) => own.toLowerCase(), 'wrong'],
  ])('says of %s that it is %3$s [SL-INFO-04, SL-INFO-05, PWD-03, PWD-12]', async (_, passwordOf, fit) => {
    const { licenseId, activationPassword } = await addTo(licenses, sold.optionId);
    const reply = await get({ licenseId }, passwordOf(activationPassword));
    expect(reply).toMatchObject({ ok: true, value: { password: fit } });
  });

  it('does not take the password of the customer from software_DNA [UNI-09]', async () => {
    const { licenseId } = await addTo(licenses, sold.optionId);
    expect(await get({ licenseId }, customerPassword, { via: 'dna' })).toMatchObject({ value: { password: 'wrong' } });
  });

  it('takes no password of SOLO where too many wrong ones came from, and does not mind while nobody counts [AUTH-16]', async () => {
    const { licenseId, activationPassword } = await addTo(licenses, sold.optionId);
    const says = (via: 'solo' | 'native') => get({ licenseId }, activationPassword, { via });
    licenses.activations.shut = true;
    try {
      expect([await says('solo'), await says('native')]).toMatchObject([
        { value: { password: 'wrong' } },
        { value: { password: 'right' } },
      ]);
      licenses.bus.stop('activations');
      expect(await says('solo')).toMatchObject({ value: { password: 'right' } });
    } finally {
      licenses.activations.shut = false;
      licenses.bus.resume('activations');
    }
  });

  it('fails as unavailable when only customers could tell, and answers what it knows itself [SYS-07]', async () => {
    const { licenseId, activationPassword } = await addTo(licenses, sold.optionId);
    licenses.bus.stop('customers');
    try {
      expect(await get({ licenseId }, activationPassword)).toMatchObject({ value: { password: 'right' } });
      await expect(get({ licenseId }, 'another')).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      licenses.bus.resume('customers');
    }
  });

  it('tells a serial number of another product from an unknown one [SL-INFO-41, SL-INFO-46]', async () => {
    const { serialNumber } = await addTo(licenses, sold.optionId);
    const { productId } = await catalogOf(licenses);
    const refused = (otherProduct: boolean) => ({
      ok: false,
      refusal: { code: 'not_found', facts: { what: 'license', otherProduct } },
    });
    expect(await get({ serialNumber, productId })).toEqual(refused(true));
    expect(await get({ serialNumber: newUuid(), productId })).toEqual(refused(false));
  });

  it.each([
    ['of other products', serialElsewhere, 'claim_serial', ['77', 'serial/7']],
    ['of any product', serialAnywhere, 'claim_serial', ['77', 'serial/']],
    ['of a list', serialHolders, 'claim_pkey', ['listedSerial/7']],
  ])('looks for serial numbers %s in an index', async (_, sql, index, values) => {
    const client = await licenses.store.pool.connect();
    try {
      await client.query('begin');
      await client.query(manyClaims);
      await client.query('analyze claim');
      const { rows } = await client.query<Record<'QUERY PLAN', string>>(`explain ${sql}`, values);
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('does not know licenses of other accounts [AUTH-14]', async () => {
    const { licenseId } = await addTo(licenses, sold.optionId);
    const reply = await licenses.send(GetLicense, { authorId: 2, reference: { licenseId } });
    expect(reply).toEqual({ ok: false, refusal: { code: 'not_found', facts: { what: 'license' } } });
  });

  it('changes nothing [SL-INFO-11]', async () => {
    const { licenseId, activationPassword } = await addTo(licenses, sold.optionId);
    const before = await get({ licenseId });
    await get({ licenseId }, activationPassword);
    expect(await get({ licenseId })).toEqual(before);
  });
});

describe('AskForLicenses', () => {
  it('tells of many how each was added, and where, and leaves out the unknown [design 4]', async () => {
    const added = await Promise.all(Array.from({ length: 20 }, () => addTo(licenses, sold.optionId)));
    const first = added[0]?.licenseId ?? 0;
    await licenses.value(UpdateLicense, { authorId, licenseId: first, changes: { licenseUpdate: 'later' } });
    const licenseIds = [...added.map(({ licenseId }) => licenseId), 2_000_000_000];
    const answers = await licenses.value(AskForLicenses, { licenseIds });
    expect(answers.map(({ licenseId }) => licenseId)).toEqual(licenseIds.slice(0, -1));
    const [event, change] = await licenses.store.readStream(`license-${first}`);
    expect(answers[0]).toMatchObject({
      added: { licenseId: first, licenseUpdate: '' },
      at: { lane: event?.lane, epoch: 1, position: event?.position },
      later: [
        { changes: { licenseUpdate: 'later' }, at: { lane: change?.lane, epoch: 1, position: change?.position } },
      ],
    });
  });
});
