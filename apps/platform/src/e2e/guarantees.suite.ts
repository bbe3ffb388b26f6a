import { tellStory } from '../demo/story.ts';
import { type Product, inParallel, tally } from './product.suite.ts';

/** The guarantees of design 1 that a client can see, the same for every shape of the product. */
export function guarantees(product: () => Product): void {
  it('tells the whole story: sold, activated, used up, seen in every dialect, stopped for fraud, read as events', async () => {
    await tellStory(product().access, { chapter: () => undefined, line: () => undefined });
  });

  it('grants exactly five of 64 machines that activate a license for five at once [SA-ACT-40, SYS-02]', async () => {
    const { add, activate, solo } = product();
    const license = await add({ ActivationCount: 5 });
    const replies = await Promise.all(
      Array.from({ length: 64 }, (_, i) => activate(license, { InstallationName: `machine ${i}`, UserCode2: i + 1 })),
    );
    expect(tally(replies.map(({ code }) => code))).toEqual({ 0: 5, 5013: 59 });
    const info = await solo.infoCheck({ LicenseID: license.LicenseID });
    expect(info.fields.RemainingActivations).toBe('0');
  });

  it('binds one seat when the same machine asks 32 times at once, without an error [SA-ACT-27, SA-ACT-89]', async () => {
    const { native, access, add, activate, solo } = product();
    const option = await native.send<{ solo: { prodOptionId: number } }>('POST', '/options', {
      productId: `solo:${access.products[0]!.productId}`,
      name: `Same machine ${Date.now()}`,
      type: 'activationCode',
      activation: { sameMachineFree: true },
    });
    const license = await add({ ProdOptionID: option.solo.prodOptionId });
    const machine =
      '<SystemIdentifiers><SystemIdentifier name="cpu" type="Cpu" value="A1"/><SystemIdentifier name="disk" type="Disk" value="B2"/></SystemIdentifiers>';
    const replies = await Promise.all(Array.from({ length: 32 }, () => activate(license, { ActivationData: machine })));
    expect(tally(replies.map(({ code }) => code))).toEqual({ 0: 32 });
    expect(new Set(replies.map(({ fields }) => fields.InstallationID)).size).toBe(1);
    const info = await solo.infoCheck({ LicenseID: license.LicenseID });
    expect(info.fields.RemainingActivations).toBe('4');
  });

  it('never shows old state in 1,000 rounds of add, activate, change status, check without a pause [SYS-01, RC-OBS-04]', async () => {
    const { add, activate, change, check } = product();
    const rounds = await inParallel(1000, 8, async () => {
      const license = await add();
      const activated = await activate(license);
      const changed = await change(license, { Status: 'FRD' });
      const checked = await check(activated.fields.InstallationID!);
      const late = [changed.headers, checked.headers].some((headers) => headers.has('licet-consistency'));
      return late ? 'pending' : [activated.code, changed.code, checked.code].join(' ');
    });
    expect(tally(rounds)).toEqual({ '0 0 5017': 1000 });
  }, 240_000);

  it('adds up 200 parallel increments exactly [SL-UAF-28]', async () => {
    const { add, change, solo } = product();
    const license = await add({ ActivationCount: 0 });
    const replies = await inParallel(200, 16, () => change(license, { ActivationsIncrement: 1 }));
    expect(tally(replies.map(({ code }) => code))).toEqual({ 0: 200 });
    const info = await solo.infoCheck({ LicenseID: license.LicenseID });
    expect(info.fields.RemainingActivations).toBe('200');
  });
}
