import { foreignClients } from './foreign-clients.suite.ts';
import { guarantees } from './guarantees.suite.ts';
import { inOneProcess } from './one-process.suite.ts';
import { soloActivation } from './solo-activation.suite.ts';
import { soloCustomer } from './solo-customer.suite.ts';
import { soloDetails } from './solo-details.suite.ts';
import { soloLicense } from './solo-license.suite.ts';
import { soloOlder } from './solo-older.suite.ts';
import { soloRegistration } from './solo-registration.suite.ts';
import { soloSettings } from './solo-settings.suite.ts';
import { badInput } from './bad-input.suite.ts';
import { bindings } from './bindings.suite.ts';
import { soloDocuments } from './solo-documents.suite.ts';
import { statuses } from './statuses.suite.ts';

/*
 * Network suites of SOLO's services. Each half of the network suites has a product of its own, so that both run at the
 * same time: a suite of SOLO XML belongs here, every other one into native.e2e.spec.ts. Move one when a half takes much
 * longer than the other. A suite must not rely on what another one did.
 */
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
  badInput(product);
  bindings(product);
  soloDocuments(product);
  foreignClients(product);

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
