import { guarantees } from './guarantees.suite.ts';
import { inOneProcess } from './one-process.suite.ts';
import { type Sold, customerOf } from './product.suite.ts';
import { soloActivation } from './solo-activation.suite.ts';
import { soloCustomer } from './solo-customer.suite.ts';
import { soloDetails } from './solo-details.suite.ts';
import { soloLicense } from './solo-license.suite.ts';
import { soloOlder } from './solo-older.suite.ts';
import { soloRegistration } from './solo-registration.suite.ts';
import { soloSettings } from './solo-settings.suite.ts';
import { statuses } from './statuses.suite.ts';

/* Network suites of what SOLO's services do, each about a family of their requirements. */
inOneProcess((product) => {
  guarantees(product);
  statuses(product);
  soloLicense(product);
  soloRegistration(product);
  soloCustomer(product);
  soloActivation(product);
  soloDetails(product);
  soloSettings(product);
  soloOlder(product);

  it('finds after kill -9 what every operation has just reported as done [SL-08]', async () => {
    const { running, solo, author, keyId, add, activate, change, check } = product();
    const sold = async () => {
      const { CustomerID } = await customerOf(product());
      return add({ CustomerID });
    };
    const info = async (license: Sold) => (await solo.infoCheck({ ...license })).fields;
    const named = ({ LicenseID }: Sold) => ({ ...author, LicenseID });
    const [raised, noted, told, registered, activated, given] = [
      ...[await sold(), await sold(), await sold(), await sold(), await sold(), await sold()],
    ] as const;
    const { InstallationID } = (await activate(given)).fields;
    const [added, , , , , granted] = await Promise.all([
      sold(),
      change(raised, { ActivationsLeft: 77, Status: 'CHK' }),
      solo.updateUserDefinedFields({ ...named(noted), UDefChar1: 'Bonn' }),
      solo.updateCustomData({ ...named(told), LicenseCustomData: 'three' }),
      solo.register({ ...registered, Company: 'Löwe' }),
      activate(activated),
      solo.deactivate(keyId, { InstallationID }),
    ]);
    await running.end('SIGKILL');
    await running.restart();
    expect((await solo.infoCheck({ ...added })).code).toBe(0);
    expect(await info(raised)).toMatchObject({ RemainingActivations: '77', Status: 'CHK' });
    expect(await info(noted)).toMatchObject({ UDefChar1: 'Bonn' });
    expect((await solo.getCustomData(named(told))).fields).toMatchObject({ LicenseCustomData: 'three' });
    expect(await info(registered)).toMatchObject({ Company: 'Löwe' });
    expect(await info(activated)).toMatchObject({ RemainingActivations: '4' });
    expect((await check(granted.fields.InstallationID!)).code).toBe(0);
    expect((await check(InstallationID!)).code).toBe(5016);
  }, 120_000);

  it('finds all data after Ctrl-C and a new start', async () => {
    const { running, solo, add, activate, check } = product();
    const license = await add({ ActivationCount: 3 });
    const activated = await activate(license);
    await running.end('SIGINT');
    await running.restart();
    expect((await check(activated.fields.InstallationID!)).code).toBe(0);
    const info = await solo.infoCheck({ LicenseID: license.LicenseID });
    expect(info.fields.RemainingActivations).toBe('2');
  }, 120_000);
});
