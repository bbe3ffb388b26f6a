import { type Product, customerOf, inParallel } from './product.suite.ts';

let people = 0;
const someone = () => `someone${++people}@example.org`;

/** Customers who turn out to be one. [SL-REG-29 … SL-REG-31, A7] */
export function mergedRegistrations(product: () => Product): void {
  describe('a registration with e-mail and password of a registered customer', () => {
    const known = (email: string, password = 'opensesame') =>
      customerOf(product(), { email, registered: true, company: 'Known' }, password);

    it('moves all licenses to him and writes the data there [SL-REG-29, SL-REG-30, AMB-07]', async () => {
      const { solo, add, native, activate } = product();
      const email = someone();
      const survivor = await known(email);
      const other = await customerOf(product(), { company: 'Other' }, 'opensesame');
      const licenses = await inParallel(4, 4, () => add({ CustomerID: other.CustomerID }));
      const told = { Email: email.toUpperCase(), City: 'Bonn', LicenseeName: 'Team' };
      const reply = await solo.register({ ...licenses[0]!, ...told });
      expect(reply.fields).toEqual({ ResultCode: '0', CustomerID: String(survivor.CustomerID) });
      for (const license of licenses) {
        const { fields } = await solo.validateRegistration({ ...license });
        expect(fields).toMatchObject({
          ResultCode: '0',
          CustomerID: String(survivor.CustomerID),
          Company: 'Known',
          City: 'Bonn',
        });
        expect((await solo.infoCheck({ ...license })).fields.CustomerID).toBe(String(survivor.CustomerID));
        expect((await activate({ ...license, Password: 'opensesame' })).code).toBe(0);
      }
      expect((await solo.validateRegistration({ ...licenses[0]! })).fields.LicenseeName).toBe('Team');
      const retired = await native.fetch(`/customers/${other.id}`);
      expect(retired.headers.get('licet-merged-from')).toBe(other.id);
      expect(await retired.json()).toMatchObject({ id: survivor.id });
    });

    it('keeps every license, also of merges and additions in parallel [SL-REG-30]', async () => {
      const { solo, add } = product();
      const email = someone();
      const survivor = await known(email);
      const others = await inParallel(4, 4, async () => {
        const { CustomerID } = await customerOf(product(), {}, 'opensesame');
        return { CustomerID, first: await add({ CustomerID }) };
      });
      const added = await Promise.all(
        others.flatMap(({ CustomerID, first }) => [
          solo.register({ ...first, Email: email }).then(({ code }) => (expect(code).toBe(0), first)),
          add({ CustomerID }),
          add({ CustomerID }),
        ]),
      );
      for (const license of added) {
        const { fields } = await solo.infoCheck({ ...license });
        expect(fields.CustomerID).toBe(String(survivor.CustomerID));
      }
    });

    it('counts a new password that comes with the call [SL-REG-30]', async () => {
      const { solo, add } = product();
      const email = someone();
      const survivor = await known(email, 'theirs');
      const { CustomerID } = await customerOf(product(), { email }, 'opensesame');
      const license = await add({ CustomerID });
      const told = { ...license, Password: 'opensesame', NewPassword: 'theirs' };
      expect((await solo.updateRegistration(told)).fields.CustomerID).toBe(String(survivor.CustomerID));
    });

    it.each<[string, object, string]>([
      ['another password', {}, 'another'],
      ['another address', { email: 'nobody@example.org' }, 'opensesame'],
      ['a registration of his own [SL-REG-31]', { registered: true }, 'opensesame'],
    ])('does not merge a customer with %s [SL-REG-30]', async (_, told, password) => {
      const { solo, add } = product();
      const email = someone();
      await known(email);
      const { CustomerID } = await customerOf(product(), { email, ...told }, password);
      const license = await add({ CustomerID });
      const reply = await solo.updateRegistration({ ...license, City: 'Bonn' });
      expect(reply.fields).toEqual({ ResultCode: '0', CustomerID: String(CustomerID) });
    });
  });
}
