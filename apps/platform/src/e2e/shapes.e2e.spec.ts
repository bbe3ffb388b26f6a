import { type RunningPlatform, describeWithOwnKafka, eventually, runPlatform } from '@licet/testing';
import { type Product, type Sold, productOf } from './product.suite.ts';

describeWithOwnKafka('one data folder under both shapes in turn', () => {
  let running: RunningPlatform;
  let product: Product;
  beforeAll(async () => {
    running = await runPlatform('platform');
    product = productOf(running);
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  /** Licenses with an activation each, half of them stopped: every lane gets its share. */
  const use = async () => {
    for (let i = 0; i < 24; i++) {
      const license = await product.add({ ActivationCount: 9 });
      await product.activate(license);
      if (i % 2 === 0) await product.change(license, { Status: 'FRD' });
      sold.push({ license, code: i % 2 === 0 ? 5017 : 0 });
    }
  };
  const sold: { license: Sold; code: number }[] = [];

  /** Every ledger has followed its license, and the feed shows every event once. */
  const complete = async () => {
    for (const { license, code } of sold) {
      const probe = await product.activate({ ...license }, { ProductVersion: '1.0.0.0' });
      expect(probe.code).toBe(code);
    }
    await eventually(
      async () => {
        const types = await feed();
        const count = (type: string) => types.filter(({ type: each }) => each === type).length;
        expect(new Set(types.map(({ id }) => id)).size).toBe(types.length);
        expect([count('LicenseStatusChanged'), count('LicenseAdded')]).toEqual([sold.length / 2, sold.length + 1]);
      },
      { timeout: 60_000 },
    );
  };
  const feed = async () => {
    const all: { id: string; type: string }[] = [];
    for (let after: string | undefined; ;) {
      const page = await product.native.events({ limit: '200', ...(after && { after }) });
      all.push(...page.data);
      after = page.next;
      if (page.data.length === 0) return all;
    }
  };

  it('neither loses nor doubles an event when it changes from the lanes to Kafka and back [design 5]', async () => {
    await use();
    await complete();
    for (const shape of ['services', 'platform', 'services'] as const) {
      await running.end();
      await running.restart(shape);
      await use();
      await complete();
    }
  }, 300_000);
});
