import {
  activation,
  customer,
  installationCheck,
  ledger,
  license,
  listedLicense,
  updateOffer,
} from './facts.scenarios.ts';
import { ScriptedBus } from './gateway.scenarios.ts';
import { ok } from './scripted-solo.scenarios.ts';

const issued = { licenseId: 4001, uuid: '', serialNumber: '', activationPassword: 'A', customerId: 3001 };

/** A bus on which every operation of the XML services succeeds. */
export const succeedingBus = (): ScriptedBus =>
  new ScriptedBus({
    AddLicense: ok(issued),
    AddLicenses: ok({ licenses: [issued] }),
    RevealCustomerPassword: ok({ password: 'p' }),
    UpdateLicense: ok(license),
    GetLicense: ok({ license, password: 'right' }),
    GetLedger: ok(ledger),
    GetCustomer: ok(customer),
    CheckUpdate: ok(updateOffer),
    RegisterCustomer: ok({ customerId: 3001 }),
    SearchCustomers: ok({ customers: [{ customerId: 3001, company: 'Löwe & Söhne' }] }),
    ListLicensesOfCustomer: ok({ licenses: [listedLicense], next: null }),
    AuthenticateCustomer: ok({ customerId: 3001, authorId: 1 }),
    ReplaceUserFields: ok({ version: 2 }),
    GetCustomData: ok({ format: 'text', value: 'three seats' }),
    ReplaceCustomData: ok({ version: 2 }),
    ActivateInstallation: ok(activation),
    CheckInstallation: ok(installationCheck),
    DeactivateInstallation: ok({ at: activation.at }),
  });
