import { dnaStatus, ipDetails } from '../clients/rest-clients.ts';
import { type Circumstances, dated, past, sold } from './dna-statuses.suite.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

/** What one license is in the words of each dialect, and what a new machine is told. */
interface Words {
  dna: string;
  ip: string;
  solo: string;
  activation: number;
}

/** The same license in every dialect, as the table of the unified model says. */
export function dialects(product: () => Product): void {
  describe('one license in every dialect', () => {
    statuses(product);
    flags(product);
  });
}

async function wordsOf(product: Product, license: Sold): Promise<Omit<Words, 'activation'>> {
  const { native, access, solo } = product;
  const { key, ip } = await native.get<{ key: string; ip: { codeId: string } }>(`/licenses/solo:${license.LicenseID}`);
  return {
    dna: (await dnaStatus(access, access.products[0]!.dnaProductId, key)).replace('EXISTS ACTIVATION ', ''),
    ip: String((await ipDetails(access, ip.codeId)).Status),
    solo: (await solo.infoCheck({ ...license })).fields.Status!,
  };
}

const banned = (status: string): Words => ({ dna: 'BANNED', ip: 'Blocked', solo: status, activation: 5017 });
const upgrade = (upgradeBehavior: string): object => ({ upgradeBehavior });

function statuses(product: () => Product): void {
  it.each<[string, Circumstances, Words]>([
    ['reserved [UNI-13]', {}, { dna: 'RESERVED VALID', ip: 'Active', solo: 'OK', activation: 0 }],
    [
      'activated with seats left [UNI-14]',
      { activated: true },
      { dna: 'ACTIVATED VALID', ip: 'Active', solo: 'OK', activation: 0 },
    ],
    [
      'activated with no seat left',
      { activated: true, fields: { ActivationCount: 1 } },
      { dna: 'ACTIVATED VALID', ip: 'Active', solo: 'OK', activation: 5013 },
    ],
    [
      'expired by date',
      { settings: dated, fields: past },
      { dna: 'EXPIRED', ip: 'Active', solo: 'OK', activation: 5019 },
    ],
    [
      'expired by hand [UNI-17, UNI-40]',
      { activated: true, status: 'EXP' },
      { dna: 'EXPIRED', ip: 'Blocked', solo: 'EXP', activation: 5017 },
    ],
    ['on review [UNI-18, UNI-41]', { status: 'CHK' }, banned('CHK')],
    ['revoked as a duplicate [UNI-20]', { status: 'DUP' }, banned('DUP')],
    ['revoked for fraud [UNI-21]', { activated: true, status: 'FRD' }, banned('FRD')],
    ['revoked as void [UNI-22]', { status: 'VOI' }, banned('VOI')],
    ['revoked as returned [UNI-23]', { activated: true, status: 'RET' }, banned('RET')],
    [
      'superseded where that allows all [UNI-25]',
      { settings: upgrade('allow'), activated: true, status: 'UPG' },
      { dna: 'ACTIVATED VALID', ip: 'Active', solo: 'UPG', activation: 0 },
    ],
    [
      'superseded where machines that are there go on',
      { settings: upgrade('existingOnly'), activated: true, status: 'UPG' },
      { dna: 'REACTLOCKOUT', ip: 'Active', solo: 'UPG', activation: 5017 },
    ],
    [
      'superseded, never activated, where only machines that are there go on',
      { settings: upgrade('existingOnly'), status: 'UPG' },
      { dna: 'BANNED', ip: 'Active', solo: 'UPG', activation: 5017 },
    ],
    [
      'superseded where that ends all [UNI-26]',
      { settings: upgrade('deactivate'), activated: true, status: 'UPG' },
      banned('UPG'),
    ],
  ])('is %s [SYS-06]', async (_, how, expected) => {
    const license = await sold(product(), how);
    const words = await wordsOf(product(), license);
    const { code } = await product().activate(license, { UserCode2: 2 });
    expect({ ...words, activation: code }).toEqual(expected);
  });

  it('is expired by date, and its machines are told the date with success [UNI-16]', async () => {
    const { activate, check, change } = product();
    const license = await sold(product(), { settings: dated });
    const { fields } = await activate(license);
    await change(license, { ExpirationDate: '01/31/2020' });
    expect(await wordsOf(product(), license)).toEqual({ dna: 'EXPIRED', ip: 'Active', solo: 'OK' });
    expect((await activate(license, { UserCode2: 2 })).code).toBe(5019);
    const checked = await check(fields.InstallationID!);
    expect([checked.code, checked.fields.ExpirationDate]).toEqual([0, '2020-01-31T00:00:00Z']);
  });
}

function flags(product: () => Product): void {
  const flagsOf = async (license: Sold) => {
    const { native, access, solo } = product();
    const { key, ip } = await native.get<{ key: string; ip: { codeId: string } }>(
      `/licenses/solo:${license.LicenseID}`,
    );
    const [, dna] = (await dnaStatus(access, access.products[0]!.dnaProductId, key)).split(' ');
    const { IsTest, LicenseType } = await ipDetails(access, ip.codeId);
    return { dna, IsTest, LicenseType, solo: (await solo.infoCheck({ ...license })).fields.IsTestLicense };
  };

  it('is a test everywhere [UNI-35]', async () => {
    const license = await product().add({ IsTestLicense: true });
    expect(await flagsOf(license)).toMatchObject({ dna: 'TEST', IsTest: true, solo: 'true' });
  });

  it('is a trial in software_DNA, and elsewhere by the name of its edition and its option only [UNI-36]', async () => {
    const settings = { trial: { days: 30, public: false }, edition: { typeId: 2, name: 'Trial' } };
    const { prodOptionId } = await optionOf(product(), settings);
    const license = await product().add({ ProdOptionID: prodOptionId });
    expect(await flagsOf(license)).toEqual({
      dna: 'EVALUATION',
      IsTest: false,
      LicenseType: { TypeId: 2, Name: 'Trial' },
      solo: 'false',
    });
    expect((await product().activate(license)).code).toBe(0);
  });
}
