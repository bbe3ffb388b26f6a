import { parseXml } from '@licet/xml';
import type { Fields } from '../clients/solo-client.ts';
import { customerOf, inParallel, type Product, type Sold, tally } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';
import { mergedRegistrations } from './solo-merge.suite.ts';
import { credentials } from './solo-registration-credentials.suite.ts';
import { data } from './solo-registration-data.suite.ts';
import { passwords, type Unassigned } from './solo-registration-passwords.suite.ts';

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

    it('takes UpdateRegistration as root, and form POSTs to the heading of ValidateRegistration [SL-REG-05, SL-03]', async () => {
      const { solo, access } = product();
      const { license } = await sold();
      const credentials = xmlOf({ ...license });
      const document = `<UpdateRegistration>${credentials}<City>Bonn</City></UpdateRegistration>`;
      for (const [operation, code] of [
        ['RegisterS', '-2'],
        ['UpdateRegistrationS', '0'],
      ] as const) {
        const { root } = await solo.send('XmlLicenseService', operation, document);
        expect(root.textOf('ResultCode')).toBe(code);
      }
      const path = '/solo/webservices/XmlLicenseService.asmx/ValidateLicenseRegistrationS';
      const body = new URLSearchParams({ xml: `<ValidateRegistration>${credentials}</ValidateRegistration>` });
      const reply = await fetch(`${access.baseUrl}${path}`, { method: 'POST', body });
      expect(parseXml(await reply.text()).textOf('City')).toBe('Bonn');
    });

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
