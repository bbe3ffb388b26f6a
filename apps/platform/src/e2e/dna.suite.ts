import { askAt, dnaStatusScenarios, type DnaWorld } from '@licet/gateway/scenarios';
import { dnaStatus } from '../clients/rest-clients.ts';
import { dnaStatuses, licenseOf } from './dna-statuses.suite.ts';
import type { Product } from './product.suite.ts';

/** What a back office sees of licenses by software_DNA: transport, credentials, keys, and every status that can be brought about. */
export function dna(product: () => Product): void {
  describe('software_DNA', () => {
    transport(product);
    keys(product);
    dnaStatuses(product);
  });
}

/** Status code of a look-up under any product id and code. */
async function answerTo({ access }: Product, productId: string, code: string): Promise<number> {
  const { clientId, apiKey } = access.dna;
  const authorization = `Basic ${Buffer.from(`${clientId}:${apiKey}`).toString('base64')}`;
  const { status } = await fetch(`${access.baseUrl}/v1/licenses/${productId}/${code}/status`, {
    headers: { authorization },
  });
  return status;
}

function transport(product: () => Product): void {
  let world: DnaWorld;
  beforeAll(async () => {
    const { access, add, activate } = product();
    const license = await add();
    await activate(license);
    world = {
      ask: askAt(access.baseUrl),
      clientId: access.dna.clientId,
      key: access.dna.apiKey,
      productId: access.products[0]!.dnaProductId,
      licenseKey: (await licenseOf(product(), license)).key,
      licenseNumber: Number(license.LicenseID),
    };
  });
  dnaStatusScenarios(() => world);

  it('takes no key of another dialect, and its key is taken by no other [DNA-AUTH-08]', async () => {
    const { access } = product();
    const { clientId, apiKey } = access.dna;
    const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${clientId}:${key}`).toString('base64')}` });
    const path = `/v1/licenses/${world.productId}/${world.licenseKey}/status`;
    for (const key of [access.apiKey, access.intelliProtector.webApiKey])
      expect((await world.ask(path, { headers: basic(key) })).status).toBe(401);
    const bearer = await world.ask('/api/v1/products', { headers: { authorization: `Bearer ${apiKey}` } });
    const AccessInfo = { VendorId: access.intelliProtector.vendorId, WebApiKey: apiKey };
    const body = JSON.stringify({ CodeId: '0'.repeat(32), AccessInfo });
    const ip = await world.ask('/LicenseCode/Details', { method: 'POST', body });
    expect([bearer.status, ip.body]).toEqual([401, expect.stringMatching(/IncorrectApiKey|WrongAccessCode/)]);
  });
}

function keys(product: () => Product): void {
  it('finds a license by the text that is its serial number, and no longer by the key before [DNA-STATUS-11]', async () => {
    const { add, change, access, solo } = product();
    const { dnaProductId } = access.products[0]!;
    const [license, other] = [await add(), await add()];
    const { key } = await licenseOf(product(), license);
    expect(await answerTo(product(), dnaProductId, key)).toBe(200);
    const text = `TEST-${license.LicenseID}`;
    expect((await change(license, { SerialNumberText: text })).code).toBe(0);
    expect(await dnaStatus(access, dnaProductId, text)).toBe('EXISTS ACTIVATION RESERVED VALID');
    expect(await answerTo(product(), dnaProductId, key)).toBe(404);
    const bySerial = await solo.infoCheck({ SerialNumber: text, ProductID: access.products[0]!.productId });
    expect(bySerial.code).toBe(0);
    expect((await change(other, { SerialNumberText: text })).code).toBe(50);
  });

  it('finds nothing of one product under another, by key and by number [DNA-HTTP-12]', async () => {
    const { add, native } = product();
    const license = await add();
    const { key } = await licenseOf(product(), license);
    const { dna } = await native.send<{ dna: { productId: string } }>('POST', '/products', { name: 'Another' });
    for (const code of [key, license.LicenseID]) expect(await answerTo(product(), dna.productId, code)).toBe(404);
  });
}
