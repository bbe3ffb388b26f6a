import { type RunningPlatform, runPlatform } from '@licet/testing';
import { tolerateWrongLogons } from './access.suite.ts';
import { badInput } from './bad-input.suite.ts';
import { bindings } from './bindings.suite.ts';
import { catalogFile } from './catalog.suite.ts';
import { dialects } from './dialects.suite.ts';
import { dna } from './dna.suite.ts';
import { foreignClients } from './foreign-clients.suite.ts';
import { guarantees } from './guarantees.suite.ts';
import { invoices } from './invoices.suite.ts';
import { ip } from './ip.suite.ts';
import { jobs } from './jobs.suite.ts';
import { keys } from './keys.suite.ts';
import { native } from './native.suite.ts';
import { permissions } from './permissions.suite.ts';
import { type Product, productOf } from './product.suite.ts';
import { reports } from './reports.suite.ts';
import { secretsStayHome } from './secrets.suite.ts';
import { soloActivation } from './solo-activation.suite.ts';
import { soloCustomer } from './solo-customer.suite.ts';
import { soloDetails } from './solo-details.suite.ts';
import { soloSettings } from './solo-settings.suite.ts';
import { soloOlder } from './solo-older.suite.ts';
import { soloDocuments } from './solo-documents.suite.ts';
import { soloLicense } from './solo-license.suite.ts';
import { soloRegistration } from './solo-registration.suite.ts';
import { statuses } from './statuses.suite.ts';
import { users } from './users.suite.ts';

describe('the product in one process', () => {
  let running: RunningPlatform;
  let product: Product;
  beforeAll(async () => {
    running = await runPlatform('platform', { LICET_LOG_LEVEL: 'debug' });
    product = productOf(running);
    await tolerateWrongLogons(product);
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  catalogFile(() => product); // first: the demo is still as the first start made it
  guarantees(() => product);
  statuses(() => product);
  soloLicense(() => product);
  soloRegistration(() => product);
  soloCustomer(() => product);
  soloActivation(() => product);
  soloDetails(() => product);
  soloSettings(() => product);
  soloOlder(() => product);
  badInput(() => product);
  bindings(() => product);
  soloDocuments(() => product);
  foreignClients(() => product);
  dna(() => product);
  ip(() => product);
  native(() => product);
  invoices(() => product);
  users(() => product);
  permissions(() => product);
  reports(() => product);
  keys(() => product);
  jobs(() => product);
  dialects(() => product);
  secretsStayHome(() => product);

  it('finds all data after Ctrl-C and a new start, and after kill -9 [SL-08]', async () => {
    const license = await product.add({ ActivationCount: 3 });
    const activated = await product.activate(license);
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      await running.end(signal);
      await running.restart();
      expect((await product.check(activated.fields.InstallationID!)).code).toBe(0);
      const info = await product.solo.infoCheck({ LicenseID: license.LicenseID });
      expect(info.fields.RemainingActivations).toBe('2');
    }
  }, 120_000);
});
