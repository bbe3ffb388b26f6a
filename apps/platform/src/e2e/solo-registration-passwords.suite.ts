import type { Fields } from '../clients/solo-client.ts';
import { newUser } from './access.suite.ts';
import type { Product, Sold } from './product.suite.ts';

export interface Unassigned {
  solo: { licenseId: number };
  secrets: { activationPassword: string };
}

interface Calls {
  sold: (customer?: object, password?: string) => Promise<{ CustomerID: number; license: Sold }>;
  validate: (license: Sold) => ReturnType<Product['solo']['validateRegistration']>;
  register: (license: Sold, fields?: Fields) => ReturnType<Product['solo']['register']>;
  update: (license: Sold, fields?: Fields) => ReturnType<Product['solo']['updateRegistration']>;
}

export function passwords(product: () => Product, { sold, validate, register, update }: Calls): void {
  it('takes the customer password like that of the license, and no other [PWD-03, PWD-04, PWD-11, SL-VAL-03, SL-REG-09]', async () => {
    const { license } = await sold({}, 'opensesame');
    const foreign = await sold({}, 'another');
    const own = { ...license, Password: 'opensesame' };
    expect((await product().solo.infoCheck(own)).fields.CustomerID).not.toBe('');
    expect([(await register(own)).code, (await update(own)).code, (await validate(own)).code]).toEqual([0, 0, 0]);
    for (const Password of ['another', foreign.license.Password, 'OpenSesame', 'opensesame ']) {
      const wrong = { ...license, Password };
      expect([(await validate(wrong)).code, (await register(wrong)).code, (await update(wrong)).code]).toEqual([
        ...[100, 100, 100],
      ]);
      expect((await product().solo.infoCheck(wrong)).code).toBe(100);
    }
  });

  it('takes a new customer password from whoever knows the old one [PWD-20, PWD-21, SL-REG-19, SL-REG-20]', async () => {
    const { solo, activate, add } = product();
    const { license, CustomerID } = await sold({}, 'opensesame');
    const old = { ...license, Password: 'opensesame' };
    expect((await register(old, { NewPassword: ' ' })).code).toBe(0);
    expect((await validate(old)).code).toBe(0);
    expect((await update(old, { NewPassword: 'sesame street' })).code).toBe(0);
    const renewed = { ...license, Password: 'sesame street' };
    expect([(await validate(old)).code, (await update(old)).code, (await solo.infoCheck(old)).code]).toEqual([
      ...[100, 100, 100],
    ]);
    expect((await activate(old)).code).toBe(5008);
    expect([(await validate(renewed)).code, (await update(renewed)).code]).toEqual([0, 0]);
    expect((await solo.infoCheck(renewed)).code).toBe(0);
    expect((await activate(renewed)).code).toBe(0);
    expect((await validate(await add({ CustomerID }))).code).toBe(0);
  });

  it('ignores a new password when the license password authenticated the call [PWD-20, SL-REG-21]', async () => {
    const { license } = await sold({}, 'opensesame');
    expect((await register(license, { NewPassword: 'another', City: 'Bonn' })).code).toBe(0);
    expect((await validate({ ...license, Password: 'opensesame' })).fields).toMatchObject({
      ResultCode: '0',
      City: 'Bonn',
    });
    expect((await validate({ ...license, Password: 'another' })).code).toBe(100);
  });

  it('shows a password that the customer chose to nobody without View Password [PERM-08, SL-ADD-32, PWD-13, PWD-15, PWD-16, PWD-14]', async () => {
    const { license, CustomerID } = await sold({}, 'opensesame');
    const { logon } = await newUser(product(), { kind: 'api', name: 'seller', scopes: ['licenses:create'] });
    const ProdOptionID = product().access.products[0]!.options[0]!.prodOptionId;
    const counts = { Quantity: 1, UnitPrice: '0', ActivationCount: 1, DeactivationCount: 1 };
    const shown = async (who: object) =>
      (await product().solo.add({ ...who, ProdOptionID, CustomerID, ...counts })).fields.Password;
    expect(await shown(logon)).toBe('opensesame');
    await update({ ...license, Password: 'opensesame' }, { NewPassword: 'chosen' });
    expect([await shown(logon), await shown(product().author)]).toEqual(['', 'chosen']);
  });

  it('counts a password of staff as not chosen by the customer, also after one that he chose [PWD-17, PWD-21]', async () => {
    const { native, solo, author, access } = product();
    const { license, CustomerID } = await sold({}, 'opensesame');
    await update({ ...license, Password: 'opensesame' }, { NewPassword: 'chosen' });
    await native.send('POST', `/customers/solo:${CustomerID}/password`, { password: 'by staff' });
    expect((await validate({ ...license, Password: 'chosen' })).code).toBe(100);
    expect((await validate({ ...license, Password: 'by staff' })).code).toBe(0);
    const ProdOptionID = access.products[0]!.options[0]!.prodOptionId;
    const counts = { Quantity: 1, UnitPrice: '0', ActivationCount: 1, DeactivationCount: 1 };
    const added = await solo.add({ ...author, ProdOptionID, CustomerID, ...counts });
    expect(added.fields.Password).toBe('by staff');
  });
}
