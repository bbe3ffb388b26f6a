import { dryRuns } from './dry-runs.suite.ts';
import { nativeBalances } from './native-balances.suite.ts';
import { nativeCatalog } from './native-catalog.suite.ts';
import { nativeCustomers } from './native-customers.suite.ts';
import { nativeEvents } from './native-events.suite.ts';
import { nativeCursors } from './native-cursors.suite.ts';
import { nativeIdempotency } from './native-idempotency.suite.ts';
import { nativeLicense } from './native-license.suite.ts';
import { nativeLicenseWrites } from './native-license-writes.suite.ts';
import { nativeLists } from './native-lists.suite.ts';
import { nativeProblems } from './native-problems.suite.ts';
import { nativeFeatures } from './native-features.suite.ts';
import { nativeProducts } from './native-products.suite.ts';
import { nativeStream } from './native-stream.suite.ts';
import { nativeTimelines } from './native-timelines.suite.ts';
import { nativeTransport } from './native-transport.suite.ts';
import { nativeVersions } from './native-versions.suite.ts';
import { reactivations } from './reactivations.suite.ts';
import type { Product } from './product.suite.ts';

/** The product's own API over the network: conventions, problems, catalog, lists, licenses, and the feed of events. */
export function native(product: () => Product): void {
  describe('the native API', () => {
    nativeTransport(product);
    nativeProblems(product);
    nativeCatalog(product);
    nativeProducts(product);
    nativeFeatures(product);
    nativeBalances(product);
    nativeVersions(product);
    nativeIdempotency(product);
    nativeCursors(product);
    nativeLists(product);
    nativeCustomers(product);
    nativeLicense(product);
    nativeLicenseWrites(product);
    dryRuns(product);
    reactivations(product);
    nativeEvents(product);
    describe('timelines', () => {
      nativeTimelines(product);
    });
    nativeStream(product);
  });
}
