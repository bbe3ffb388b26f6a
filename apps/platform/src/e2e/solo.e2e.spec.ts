import { guarantees } from './guarantees.suite.ts';
import { inOneProcess } from './one-process.suite.ts';
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

  it('finds all data after Ctrl-C and a new start, and after kill -9 [SL-08]', async () => {
    const { running, solo, add, activate, check } = product();
    const license = await add({ ActivationCount: 3 });
    const activated = await activate(license);
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      await running.end(signal);
      await running.restart();
      expect((await check(activated.fields.InstallationID!)).code).toBe(0);
      const info = await solo.infoCheck({ LicenseID: license.LicenseID });
      expect(info.fields.RemainingActivations).toBe('2');
    }
  }, 120_000);
});
