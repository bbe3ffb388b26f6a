import { type RunningPlatform, eventually, runPlatform } from '@licet/testing';
import fc from 'fast-check';
import { from, lastValueFrom, mergeMap } from 'rxjs';
import { ApiDocument, type Operation } from './contract/api-document.suite.ts';
import { type ContractRequest, requestOf } from './contract/request-of.suite.ts';
import { type Product, productOf } from './product.suite.ts';

describe('the API document and the running product', () => {
  let running: RunningPlatform;
  let product: Product;
  let document: ApiDocument;
  const ids = new Map<string, string[]>();
  const idsOf = (name: string) => ids.get(synonyms[name] ?? name) ?? [];

  beforeAll(async () => {
    running = await runPlatform('platform');
    product = productOf(running);
    document = await ApiDocument.of(running.baseUrl);
    for (const [name, path, body] of objects()) await make(name, path, body);
    ids.set('installationId', [await install()]);
    ids.set('renewalId', [await renewal()]);
  }, 120_000);
  afterAll(() => running.destroy(), 60_000);

  /** One of everything that operations work on. */
  const objects = (): [string, string, object][] => [
    ['productId', '/products', { name: 'Contract' }],
    [
      'optionId',
      '/options',
      { productId: `solo:${product.access.products[0]!.productId}`, name: 'o', type: 'activationCode' },
    ],
    ['customerId', '/customers', { lastName: 'Contract' }],
    ['intoId', '/customers', { lastName: 'Contract' }],
    ['licenseId', '/licenses', { optionId: `solo:${product.access.products[0]!.options[0]!.prodOptionId}` }],
    ['invoiceId', '/invoices', { number: 'Contract' }],
    ['userId', '/users', { kind: 'api', name: 'Contract' }],
    ['keyId', '/keys', { name: 'Contract', scopes: [] }],
    ['updateId', '/products/{productId}/updates', { name: 'Contract', latestVersion: '1.0.0.0' }],
    ['jobId', '/jobs', { type: 'daily.cleanup', dryRun: true }],
  ];

  async function make(name: string, path: string, body: object): Promise<void> {
    const target = path.replace('{productId}', ids.get('productId')?.[0] ?? '');
    const { id } = await product.native.send<{ id: string }>('POST', target, body);
    ids.set(name, [id]);
  }

  async function renewal(): Promise<string> {
    const { native, access } = product;
    const option = { productId: `solo:${access.products[0]!.productId}`, name: 'r', type: 'renewal' };
    const { id } = await native.send<{ id: string }>('POST', '/options', option);
    return (await native.send<{ id: string }>('POST', '/renewals', { optionId: id })).id;
  }

  /** A machine of a license of its own. */
  async function install(): Promise<string> {
    const license = await product.add();
    await product.activate(license);
    const listed = () => product.native.get<{ data: { id: string }[] }>('/installations');
    return eventually(async () => (await listed()).data[0]?.id ?? false); // lists see activations a little later [API-VERB-08]
  }

  /** The status, and what is wrong with the answer. */
  async function replay(operation: Operation, request: ContractRequest): Promise<{ status: number; faults: string[] }> {
    const { method, path, headers, body } = request;
    const gone = new AbortController();
    const init = { method, headers, signal: gone.signal, ...(body !== undefined && { body }) };
    const answer = await product.native.fetch(path.replace('/api/v1', ''), init);
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const isStream = type === 'text/event-stream';
    const text = isStream ? '' : await answer.text();
    gone.abort();
    return { status: answer.status, faults: document.faultsOfAnswer(operation, answer.status, type, text) };
  }

  /** Settings that would make all that follows be refused. */
  const openAgain = async () => {
    const settings = { requireIdempotencyKey: null, requireIfMatch: null };
    const headers = { 'content-type': 'application/json', 'if-match': '*' };
    await product.native.fetch('/account', { method: 'PATCH', headers, body: JSON.stringify({ readOnly: false }) });
    await product.native.fetch('/account', { method: 'PATCH', headers, body: JSON.stringify({ settings }) });
  };

  it('agree: random requests made from the document are answered as it says, refusals too [API-OAS-03]', async () => {
    const disagreements: string[] = [];
    const succeeded = new Set<string>();
    const check = async (operation: Operation) => {
      const agrees = fc.asyncProperty(requestOf(document, operation, idsOf), async (request) => {
        const { status, faults } = await replay(operation, request);
        if (operation.operationId === 'updateAccount') await openAgain();
        if (status < 400) succeeded.add(operation.operationId);
        if (request.broken && status < 400) faults.push('a body was taken that the document does not allow');
        if (status >= 500) faults.push('the product failed');
        if (faults.length > 0) throw new Error(`${status} ${faults.join('; ')}`);
      });
      const { failed, counterexample, errorInstance } = await fc.check(agrees, { numRuns: 20, endOnFailure: true });
      if (failed) disagreements.push(`${String(errorInstance)} after ${JSON.stringify(counterexample)}`);
    };
    // four at a time, for most of the time is waiting; what changes the account stands alone, for it would refuse the others
    const alone = (it: Operation) => it.operationId === 'updateAccount';
    await lastValueFrom(from(document.operations.filter((it) => !alone(it))).pipe(mergeMap(check, 4)));
    for (const operation of document.operations.filter(alone)) await check(operation);
    expect(disagreements).toEqual([]);
    // or refusals were all there was to see; what a password or cookie proves that no random request has is left out
    const byKey = document.operations.filter(({ security }) => security?.some(({ key }) => key) ?? true);
    const refused = byKey.map(({ operationId }) => operationId).filter((id) => !succeeded.has(id));
    expect(refused.length < 0.2 * byKey.length ? [] : refused).toEqual([]);
  }, 300_000);
});

/** Members and parameters that name an object of another kind than they are called. */
const synonyms: Record<string, string> = {
  distributorId: 'customerId',

  replacedById: 'licenseId',
  usedForId: 'licenseId',
};
