import type { Fields } from '../clients/solo-client.ts';
import { newUser } from './access.suite.ts';
import { type Product, type Sold, customerOf, inParallel, tally } from './product.suite.ts';
import { mergedRegistrations } from './solo-merge.suite.ts';

const data = {
  Company: 'Löwe & Söhne',
  FirstName: 'Ada',
  LastName: 'Löwe',
  Address1: 'Hauptstraße 1',
  Address2: 'Hinterhaus',
  City: 'Köln',
  StateProvince: 'not a code',
  PostalCode: '007-A',
  Country: 'not a country',
  Phone: '+49 221 1',
  Fax: '+49 221 2',
  Email: 'ada@example.org',
  Notes: "prefers <mail>; '); DROP TABLE customer; --",
  EuropeanUnionVATNumber: 'DE136695976',
};

/** ValidateRegistration, Register and UpdateRegistration as protected programs use them over the network. */
export function soloRegistration(product: () => Product): void {
  describe('registration', () => {
    const sold = async (customer: object = {}, password?: string) => {
      const made = await customerOf(product(), customer, password);
      return { ...made, license: await product().add({ CustomerID: made.CustomerID }) };
    };
    const validate = (license: Sold) => product().solo.validateRegistration({ ...license });
    const register = (license: Sold, fields: Fields = {}) => product().solo.register({ ...license, ...fields });
    const update = (license: Sold, fields: Fields = {}) => product().solo.updateRegistration({ ...license, ...fields });

    it.each([
      ['Register', register],
      ['UpdateRegistration', update],
    ])(
      '%s stores what is told; ValidateRegistration and InfoCheck then show it [SL-REG-01, SL-REG-02, SL-REG-06, SL-REG-10 … SL-REG-13, SL-REG-15, SL-REG-16, SL-REG-28, SL-REG-33, SL-VAL-01, SL-VAL-06 … SL-VAL-13, SL-VAL-17, CU-02, CU-03, AMB-31]',
      async (_, send) => {
        const { license, CustomerID } = await sold();
        expect((await validate(license)).code).toBe(300);
        expect((await send(license, data)).fields).toEqual({ ResultCode: '0', CustomerID: String(CustomerID) });
        const { code, fields } = await validate(license);
        expect(code).toBe(0);
        expect(fields).toMatchObject({ ...data, CustomerID: String(CustomerID) });
        const { fields: info } = await product().solo.infoCheck({ ...license });
        expect(info).toMatchObject(Object.fromEntries(Object.entries(data).filter(([name]) => name in info)));
        expect(info).toMatchObject({ Company: data.Company, Email: data.Email });
      },
    );

    it('keeps what is omitted and clears what is blank, in both methods [SL-REG-17, SL-REG-18, AMB-33]', async () => {
      const { license } = await sold({ company: 'Example', phone: '1', notes: 'n' });
      await register(license, { Phone: '', City: 'Köln' });
      expect((await validate(license)).fields).toMatchObject({
        Company: 'Example',
        Phone: '',
        City: 'Köln',
        Notes: 'n',
      });
      await update(license, { City: ' ', Fax: '2' });
      expect((await validate(license)).fields).toMatchObject({ Company: 'Example', City: '', Fax: '2', Notes: 'n' });
    });

    it('leaves no word of what was told, and no password, in the logs [WIRE-65, design 1.7]', async () => {
      const { license } = await sold({}, 'secret of somebody');
      const told = { Company: 'Confidential Ltd', Notes: 'confidential note', LicenseeName: 'Confidential Licensee' };
      await register({ ...license, Password: 'secret of somebody' }, { ...told, NewPassword: 'another secret' });
      await update({ ...license, Password: 'wrong secret' }, told);
      expect(product().running.output()).not.toMatch(/confidential|secret of somebody|another secret|wrong secret/i);
    });

    it('refuses Register of a registered customer with 300, which changes nothing; UpdateRegistration never does [SL-REG-03, SL-REG-04, SL-REG-35, SL-REG-36]', async () => {
      const { license, CustomerID } = await sold({ registered: true, company: 'Before' });
      const refused = await register(license, { ...data, LicenseeName: 'Nobody' });
      expect(refused.fields).toEqual({ ResultCode: '300', CustomerID: String(CustomerID) });
      expect((await validate(license)).fields).toMatchObject({ Company: 'Before', City: '', LicenseeName: '' });
      expect((await update(license, data)).code).toBe(0);
      expect((await validate(license)).fields).toMatchObject(data);
    });

    it('answers one of several Registers of one license with 0 and the others with 300', async () => {
      const { license } = await sold();
      const codes = await inParallel(6, 6, async (i) => (await register(license, { City: `City ${i}` })).code);
      expect(tally(codes)).toEqual({ 0: 1, 300: 5 });
      const { City } = (await validate(license)).fields;
      expect(City).toBe(`City ${codes.indexOf(0)}`);
    });

    it('registers without any contact element, and for all licenses of the customer [SL-REG-37, SL-REG-38]', async () => {
      const { license, CustomerID } = await sold();
      const other = await product().add({ CustomerID });
      expect((await register(license)).code).toBe(0);
      expect((await validate(other)).code).toBe(0);
      await update(other, { City: 'Bonn' });
      expect((await validate(license)).fields.City).toBe('Bonn');
    });

    it('writes the licensee to the license and not to the customer, under four names [SL-REG-27, SL-VAL-14, AMB-10]', async () => {
      const { license, CustomerID } = await sold();
      const other = await product().add({ CustomerID });
      await register(license, { LicenseeName: 'Team Blau', LicenseeEmail: 'team@example.org' });
      const shown = { LicenseeName: 'Team Blau', LicenseName: 'Team Blau' };
      const mails = { LicenseeEmail: 'team@example.org', LicenseEmail: 'team@example.org' };
      expect((await validate(license)).fields).toMatchObject({ ...shown, ...mails });
      expect((await product().solo.infoCheck({ ...license })).fields).toMatchObject({ LicenseeName: 'Team Blau' });
      expect((await validate(other)).fields).toMatchObject({ LicenseeName: '', LicenseeEmail: '' });
      await update(license, { LicenseeName: '' });
      expect((await validate(license)).fields).toMatchObject({ LicenseeName: '', ...mails });
    });

    it.each([true, 1, 'True'])(
      'with LicenseeOnly %p writes nothing but the licensee [SL-REG-22 … SL-REG-24]',
      async (LicenseeOnly) => {
        const { license } = await sold({ company: 'Before' }, 'opensesame');
        const told = { ...data, LicenseeOnly, LicenseeName: 'Team', NewPassword: 'another' };
        const reply = await register({ ...license, Password: 'opensesame' }, told);
        expect(reply.code).toBe(0);
        const { code, fields } = await validate(license);
        expect([code, fields.LicenseeName, fields.Company]).toEqual([300, 'Team', '']);
        expect((await validate({ ...license, Password: 'opensesame' })).code).toBe(300);
        expect((await product().solo.infoCheck({ ...license })).fields.Company).toBe('Before');
      },
    );

    it('answers Register with LicenseeOnly of a registered customer with 300 [SL-REG-25]', async () => {
      const { license } = await sold({ registered: true });
      expect((await register(license, { LicenseeOnly: true, LicenseeName: 'Team' })).code).toBe(300);
      expect((await validate(license)).fields.LicenseeName).toBe('');
      expect((await update(license, { LicenseeOnly: true, LicenseeName: 'Team' })).code).toBe(0);
      expect((await validate(license)).fields.LicenseeName).toBe('Team');
    });

    it('changes nothing else of the license [SL-REG-39, IN-08]', async () => {
      const { solo, activate } = product();
      const { license } = await sold();
      await activate(license);
      const before = (await solo.infoCheck({ ...license })).fields;
      await register(license, { ...data, LicenseeName: 'Team' });
      await update(license, { City: 'Bonn' });
      const after = (await solo.infoCheck({ ...license })).fields;
      const told = [...Object.keys(data), 'LicenseeName'];
      const rest = (fields: Record<string, string>) => Object.entries(fields).filter(([name]) => !told.includes(name));
      expect(rest(after)).toEqual(rest(before));
    });

    it('gives a license without customer one of its own, who needs no contact data [UNI-78, CU-04, SL-REG-24, SL-REG-28]', async () => {
      const { native, access } = product();
      const { solo, secrets } = await native.send<Unassigned>('POST', '/licenses', {
        optionId: `solo:${access.products[0]!.options[0]!.prodOptionId}`,
      });
      const license = { LicenseID: String(solo.licenseId), Password: secrets.activationPassword };
      expect((await validate(license)).fields).toMatchObject({ ResultCode: '300', CustomerID: '' });
      const first = await update(license, { LicenseeOnly: true, LicenseeName: 'Team' });
      expect(first.code).toBe(0);
      const { CustomerID } = first.fields;
      expect(CustomerID).toMatch(/^[0-9]+$/);
      expect((await validate(license)).fields).toMatchObject({ ResultCode: '300', CustomerID, LicenseeName: 'Team' });
      const codes = await inParallel(4, 4, async () => (await register(license, { City: 'Bonn' })).code);
      expect(tally(codes)).toEqual({ 0: 1, 300: 3 });
      expect((await validate(license)).fields).toMatchObject({ ResultCode: '0', CustomerID, City: 'Bonn' });
      expect((await product().solo.infoCheck({ ...license })).fields.CustomerID).toBe(CustomerID);
    });

    it('publishes codes, country strings and a script for callers, who alone check with them [SL-REG-11 … SL-REG-14, AMB-32]', async () => {
      const { baseUrl } = product().access;
      const get = (name: string) => fetch(`${baseUrl}/solo/registration/${name}`);
      expect(await (await get('states.json')).json()).toMatchObject({ 'United States': { NY: 'New York' } });
      expect(await (await get('countries.json')).json()).toContain('Germany');
      expect(await (await get('validate-registration.mjs')).text()).toContain('export function validateRegistration');
      const { license } = await sold();
      const odd = { StateProvince: '??', PostalCode: 'none', Country: 'Nowhere' };
      expect((await register(license, odd)).code).toBe(0);
      expect((await validate(license)).fields).toMatchObject(odd);
    });

    passwords(product, { sold, validate, register, update });
    credentials(product);
    mergedRegistrations(product);
  });
}

interface Unassigned {
  solo: { licenseId: number };
  secrets: { activationPassword: string };
}

interface Calls {
  sold: (customer?: object, password?: string) => Promise<{ CustomerID: number; license: Sold }>;
  validate: (license: Sold) => ReturnType<Product['solo']['validateRegistration']>;
  register: (license: Sold, fields?: Fields) => ReturnType<Product['solo']['register']>;
  update: (license: Sold, fields?: Fields) => ReturnType<Product['solo']['updateRegistration']>;
}

function passwords(product: () => Product, { sold, validate, register, update }: Calls): void {
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

  it('shows a password that the customer chose to nobody without View Password [PERM-08, SL-ADD-32, PWD-13, PWD-15, PWD-16]', async () => {
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

type Asked = (license: Sold, productId: number) => Fields;

function credentials(product: () => Product): void {
  const refused: [string, Asked][] = [
    ['a missing password [SL-VAL-04, AMB-30]', ({ LicenseID }) => ({ LicenseID })],
    ['a blank password [SL-VAL-04]', ({ LicenseID }) => ({ LicenseID, Password: ' ' })],
    ['a wrong password', ({ LicenseID }) => ({ LicenseID, Password: 'wrong' })],
    ['an unknown license', ({ Password }) => ({ LicenseID: 2_000_000_000, Password })],
    ['another product [SL-VAL-05, SL-REG-08]', (license, id) => ({ ...license, ProductID: id + 1_000_000 })],
    ['a serial number without product [SL-09]', (license) => ({ ...license, SerialNumber: 'S' })],
    ['a serial number of no license [SL-09]', (license, id) => ({ ...license, SerialNumber: 'S', ProductID: id })],
  ];

  it.each(refused)(
    'refuses %s with 100 in all three methods, everything else empty and unchanged [SL-VAL-18, SL-VAL-20, SL-REG-34, SL-REG-36, BAD-17]',
    async (_, fieldsOf) => {
      const { solo, access, add } = product();
      const { CustomerID } = await customerOf(product());
      const license = await add({ CustomerID });
      const asked = fieldsOf(license, access.products[0]!.productId);
      const before = (await solo.validateRegistration({ ...license })).fields;
      for (const reply of [
        await solo.validateRegistration(asked),
        await solo.register({ ...asked, ...data }),
        await solo.updateRegistration({ ...asked, ...data }),
      ]) {
        const { ResultCode, ...others } = reply.fields;
        expect(ResultCode).toBe('100');
        expect(new Set(Object.values(others))).toEqual(new Set(['']));
      }
      expect((await solo.validateRegistration({ ...license })).fields).toEqual(before);
    },
  );

  it('finds a license by serial number and product [SL-VAL-02, SL-REG-07, SL-09]', async () => {
    const { solo, access, add, change } = product();
    const { CustomerID } = await customerOf(product());
    const license = await add({ CustomerID });
    const SerialNumber = `REG-${license.LicenseID}`;
    await change(license, { SerialNumberText: SerialNumber });
    const named = { SerialNumber, ProductID: access.products[0]!.productId, Password: license.Password };
    expect((await solo.register({ ...named, City: 'Bonn' })).code).toBe(0);
    expect((await solo.validateRegistration(named)).fields).toMatchObject({ ResultCode: '0', City: 'Bonn' });
    const other = await add({ CustomerID });
    expect((await solo.validateRegistration({ ...named, LicenseID: other.LicenseID })).code).toBe(100);
    expect((await solo.validateRegistration({ ...named, LicenseID: license.LicenseID })).code).toBe(0);
  });

  it('answers by the first of -2, 100 and 300 or 0 that holds, never by 200, and changes nothing [SL-VAL-16, SL-VAL-21 … SL-VAL-23]', async () => {
    const { solo, access, add } = product();
    const license = await add({ CustomerID: (await customerOf(product(), { company: 'Before' })).CustomerID });
    const ProductID = access.products[0]!.productId + 1_000_000;
    const document = '<ValidateRegistration><LicenseID>1</LicenseID></Nothing>';
    const invalid = (await solo.send('XmlLicenseService', 'ValidateRegistrationS', document)).root;
    expect(invalid.textOf('ResultCode')).toBe('-2');
    const code = async (fields: Fields) => (await solo.validateRegistration({ ...license, ...fields })).code;
    expect([await code({ Password: 'wrong' }), await code({ ProductID }), await code({})]).toEqual([100, 100, 300]);
    const before = await solo.infoCheck({ ...license });
    expect((await solo.register({ ...license })).code).toBe(0);
    expect([await code({ Password: 'wrong' }), await code({ ProductID }), await code({})]).toEqual([100, 100, 0]);
    expect((await solo.infoCheck({ ...license })).fields).toEqual(before.fields);
    for (const operation of ['RegisterS', 'UpdateRegistrationS']) {
      const { root } = await solo.send('XmlLicenseService', operation, '<Register><LicenseID>');
      expect([root.textOf('ResultCode'), root.textOf('CustomerID')]).toEqual(['-2', undefined]);
    }
  });

  it.each([
    ['LicenseeOnly that is no boolean [SL-REG-26]', { LicenseeOnly: 'perhaps' }],
    ['a text that would have to be cut [FMT-18]', { City: 'x'.repeat(256) }],
  ])('refuses %s with -2 before anything else, and changes nothing [SL-REG-32, SL-REG-36]', async (_, wrong) => {
    const { solo, add } = product();
    const license = await add({ CustomerID: (await customerOf(product())).CustomerID });
    expect((await solo.register({ ...license, Company: 'X', ...wrong })).fields).toEqual({
      ResultCode: '-2',
      CustomerID: '',
    });
    expect((await solo.updateRegistration({ LicenseID: 1, ...wrong })).code).toBe(-2);
    expect((await solo.validateRegistration({ ...license })).code).toBe(300);
  });
}
