import { badInput } from './bad-input.suite.ts';
import { bindings } from './bindings.suite.ts';
import { foreignClients } from './foreign-clients.suite.ts';
import { inOneProcess } from './one-process.suite.ts';
import { oddValues } from './odd-values.suite.ts';
import { soloDocuments } from './solo-documents.suite.ts';

/* Network suites that are generated: every operation on every binding, by every kind of client, with every kind of bad input. */
inOneProcess((product) => {
  badInput(product);
  oddValues(product);
  bindings(product);
  soloDocuments(product);
  foreignClients(product);
});
