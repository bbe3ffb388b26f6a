import { catalogFile } from './catalog.suite.ts';
import { dialects } from './dialects.suite.ts';
import { dna } from './dna.suite.ts';
import { installations } from './installations.suite.ts';
import { invoices } from './invoices.suite.ts';
import { ip } from './ip.suite.ts';
import { jobs } from './jobs.suite.ts';
import { keys } from './keys.suite.ts';
import { native } from './native.suite.ts';
import { inOneProcess } from './one-process.suite.ts';
import { everyOperation } from './operations.suite.ts';
import { optionTerms } from './option-terms.suite.ts';
import { permissionMatrix } from './permission-matrix.suite.ts';
import { permissions } from './permissions.suite.ts';
import { everyRefusal } from './refusals/every-refusal.suite.ts';
import { renewals } from './renewals.suite.ts';
import { reports } from './reports.suite.ts';
import { customerSignIn } from './customer-sign-in.suite.ts';
import { secondFactor } from './second-factor.suite.ts';
import { signIn } from './sign-in.suite.ts';
import { trials } from './trials.suite.ts';
import { users } from './users.suite.ts';

/* Network suites of the native API, of the other dialects, and of what one administers over the one and asks for over another. */
inOneProcess((product) => {
  catalogFile(product); // first: the demo is still as the first start made it
  dna(product);
  ip(product);
  native(product);
  everyOperation(product);
  optionTerms(product);
  everyRefusal(product);
  trials(product);
  installations(product);
  invoices(product);
  renewals(product);
  users(product);
  secondFactor(product);
  signIn(product);
  customerSignIn(product);
  permissions(product);
  permissionMatrix(product);
  reports(product);
  keys(product);
  jobs(product);
  dialects(product);
});
