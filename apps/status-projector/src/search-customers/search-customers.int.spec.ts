import { SearchCustomers, emptyContact } from '@licet/contracts';
import * as event from '../testing/events.ts';
import { type RunningProjector, runProjector } from '../testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await enter(3001, 1, { company: 'Example Ltd', email: 'Ann@example.com' });
  await enter(3002, 2, { company: 'Example Ltd', email: 'ann@example.com' });
  await enter(3003, 1, { company: 'Example_100%', email: '' });
  await projector.caughtUp();
}, 30_000);
afterAll(() => projector.close());

async function enter(customerId: number, authorId: number, told: { company: string; email: string }): Promise<void> {
  const stream = `customer-${customerId}`;
  const vault = projector.vaults.customers;
  await vault.ensureKeys([vault.subject(stream)]);
  const contact = await vault.seal(vault.subject(stream), JSON.stringify({ ...emptyContact, ...told }));
  await projector.append(stream, event.customer(customerId, authorId, { contact }));
}

describe('the search for customers', () => {
  const found = async (request: { authorId?: number; email?: string; company?: string }) => {
    const { authorId = 1, email = null, company = null } = request;
    const { customers } = await projector.value(SearchCustomers, { authorId, email, company, limit: 10 });
    return customers.map(({ customerId }) => customerId);
  };

  it('finds customers of the asking account only [SC-06, AUTH-14]', async () => {
    for (const by of [{ email: 'ann@example.com' }, { company: 'example ltd' }]) {
      expect([await found(by), await found({ ...by, authorId: 2 }), await found({ ...by, authorId: 3 })]).toEqual([
        ...[[3001], [3002], []],
      ]);
    }
  });

  it('takes letters of patterns as they stand, and nothing for nobody [SC-02]', async () => {
    expect([await found({ company: 'example_' }), await found({ company: '%' })]).toEqual([[3003], []]);
    expect([await found({}), await found({ email: ' ', company: '' })]).toEqual([[], []]);
  });
});
