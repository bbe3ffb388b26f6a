import { accessRefusals } from './access.suite.ts';
import { catalogRefusals } from './catalog.suite.ts';
import { customerRefusals } from './customers.suite.ts';
import { installationRefusals } from './installations.suite.ts';
import { invoiceRefusals } from './invoices.suite.ts';
import { licenseRefusals } from './licenses.suite.ts';
import { renewalRefusals } from './renewals.suite.ts';
import type { Refusal } from './refusal.suite.ts';

/** What single operations refuse, beside what all do. */
export const ownRefusals: Refusal[] = [
  ...licenseRefusals,
  ...installationRefusals,
  ...customerRefusals,
  ...catalogRefusals,
  ...invoiceRefusals,
  ...renewalRefusals,
  ...accessRefusals,
];
