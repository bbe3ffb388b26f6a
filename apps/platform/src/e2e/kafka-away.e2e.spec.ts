import { type RunningPlatform, eventually, freePort, runPlatform } from '@licet/testing';
import { type Product, productOf } from './product.suite.ts';

describe('the product while the configured Kafka was never there', () => {
  let running: RunningPlatform;
  let product: Product;
  beforeAll(async () => {
    const environment = { LICET_KAFKA_BROKERS: `127.0.0.1:${await freePort()}`, LICET_LOG_LEVEL: 'debug' };
    running = await runPlatform('platform', environment);
    product = productOf(running);
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  it('starts, sells, and tells passing trouble what has not arrived yet: never a business code [design 1.6, SA-GEN-16, SA-GEN-17]', async () => {
    const added = await product.solo.add({
      ...product.author,
      ProdOptionID: product.access.products[0]!.options[0]!.prodOptionId,
      CustomerID: product.access.customers[0]!.customerId,
      Quantity: 1,
      UnitPrice: '0',
      ActivationCount: 1,
      DeactivationCount: 0,
    });
    expect([added.code, added.headers.get('licet-consistency')]).toEqual([0, 'pending']);
    const license = { LicenseID: added.fields.LicenseID!, Password: added.fields.ActivationPassword! };
    await expect(product.activate(license)).rejects.toThrow('HTTP 503');
    expect((await product.solo.activate('nobody-has-this', { ...license, UserCode1: 1, UserCode2: 1 })).code).toBe(
      5000,
    );
  });

  it('says once that topics cannot be made, however often it tries', async () => {
    const levels = () =>
      [...running.output().matchAll(/"level":"(\w+)".*Kafka has no topics/g)].map(([, level]) => level);
    await eventually(() => levels().length >= 3, { timeout: 40_000 });
    expect(new Set(levels().slice(1))).toEqual(new Set(['debug']));
    expect(levels()[0]).toBe('warn');
  }, 60_000);
});
