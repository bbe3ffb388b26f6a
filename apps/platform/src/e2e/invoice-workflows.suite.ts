import { post } from './native-catalog.suite.ts';
import { newUser, withKey } from './access.suite.ts';
import { dnaStatus, ipDetails } from '../clients/rest-clients.ts';
import { ask } from './native-answers.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { orderCalls } from './order-calls.suite.ts';
import type { Product } from './product.suite.ts';

/** What becomes of licenses when their invoice is voided, refunded, deleted or blocked, and what purchases do to others. */
export function invoiceWorkflows(product: () => Product): void {
  const { line, ordered, path, to, linesOf, licensesOf, license, info, soloStatuses, sold } = orderCalls(product);

  describe('the workflows of invoices', () => {
    const financial = () => withKey(product(), { scopes: ['invoices:write', 'invoices:read'] });

    it('void and refund by Financial Access alone end in VOI, RET and FRD as chosen [INV-05 … INV-08, ST-15, ST-16, ST-VOI-SET, ST-RET-SET, API-INV-02]', async () => {
      const [voided, refunded] = [await ordered([line(), line()]), await ordered([line(), line(), line()])];
      const { product: office } = await financial();
      const reader = await withKey(product(), { scopes: ['invoices:read'] });
      expect((await to(voided, { to: 'voided' }, {}, reader.product)).status).toBe(403);
      expect((await to(voided, { to: 'voided' }, {}, office)).body).toMatchObject({ status: 'voided', version: 2 });
      expect(await soloStatuses(voided)).toEqual(['VOI', 'VOI']);
      const lines = [
        { line: 0, licenses: 'returned' },
        { line: 1, licenses: 'fraud', licenseIds: linesOf(refunded)[1]!.licenseIds },
      ];
      expect((await to(refunded, { to: 'refunded', lines }, {}, office)).body).toMatchObject({ status: 'refunded' });
      expect(await soloStatuses(refunded)).toEqual(['RET', 'FRD', 'OK']);
    });

    it('leave licenses that a non-Master user cannot edit any more [INV-09, ST-VOI-EDT, ST-RET-EDT]', async () => {
      const { logon } = await newUser(product(), { kind: 'api', name: 'clerk' });
      for (const target of ['voided', 'refunded']) {
        const answer = await ordered();
        const [id] = licensesOf(answer) as [string];
        const LicenseID = (await license(id)).solo.licenseId;
        const edit = async (by: object) =>
          (await product().solo.updateActivationFields({ ...by, LicenseID, LicenseUpdate: 'x' })).code;
        expect(await edit(logon)).toBe(0);
        await to(answer, { to: target });
        expect([await edit(logon), await edit(product().author)]).toEqual([-1, 0]);
      }
    });

    it('stay what they are when licenses change, list them all the same, and show no status of them [INV-02, INV-03, INV-04, ST-19, ST-20, ST-OK-INV, ST-DUP-INV, ST-FRD-INV, ST-EXP-INV, ST-CHK-INV, ST-UPG-INV, ST-VOI-INV, ST-RET-INV, ST-DEL-INV, API-INV-04]', async () => {
      const answer = await ordered();
      const [id] = licensesOf(answer) as [string];
      const LicenseID = (await license(id)).solo.licenseId;
      for (const Status of ['DUP', 'FRD', 'EXP', 'CHK', 'UPG', 'VOI', 'RET', 'OK']) {
        expect((await product().solo.updateActivationFields({ ...product().author, LicenseID, Status })).code).toBe(0);
        expect((await ask(product(), path(answer))).body).toEqual(answer.body);
      }
      await ask(product(), `/licenses/${id}/transitions`, post({ to: 'purging' }));
      expect((await info(id)).Status).toBe('DEL');
      expect((await ask(product(), path(answer))).body).toEqual(answer.body);
      expect(Object.keys((answer.body.lines as object[])[0]!)).toEqual([
        ...['optionId', 'quantity', 'unitPrice', 'licenseIds', 'renewsLicenseId', 'upgradesLicenseId'],
      ]);
    });

    it('delete an order with its licenses and restore both [API-INV-02]', async () => {
      const answer = await ordered();
      await to(answer, { to: 'deleted' });
      expect((await license(licensesOf(answer)[0]!)) as object).toMatchObject({ status: 'deleted' });
      const again = await to(answer, { to: 'web' });
      expect([again.status, again.body.code]).toEqual([409, 'transition_not_allowed']);
      expect((await to(answer, { to: 'restored' })).body.status).toBe('web');
      expect(await soloStatuses(answer)).toEqual(['OK']);
    });

    it('block an order: its licenses stop at once on every door, keep their status, and run again when it is freed [API-INV-03, SA-GEN-25, UNI-33, IP-ORDER-17, IP-ORDER-18]', async () => {
      const answer = await ordered();
      const [id] = licensesOf(answer) as [string];
      const password = await sold(id);
      const activated = await product().activate(password);
      expect(activated.code).toBe(0);
      expect((await to(answer, { to: 'blocked' })).body).toMatchObject({ blocked: true, status: 'web' });
      const refused = await product().activate({ ...password }, { UserCode1: 2000 });
      expect([refused.code, refused.fields.LicenseStatus ?? '']).toEqual([5017, '']);
      expect((await product().check(activated.fields.InstallationID!)).code).toBe(5017);
      const { key, ip } = await license(id);
      const { dnaProductId } = product().access.products[0]! as unknown as { dnaProductId: string };
      expect(await dnaStatus(product().access, dnaProductId, key)).toBe('EXISTS ACTIVATION BANNED');
      expect(await ipDetails(product().access, ip.codeId)).toMatchObject({ Status: 'Active' });
      expect(await soloStatuses(answer)).toEqual(['OK']);
      expect((await license(id)) as object).toMatchObject({ status: 'active', state: 'denied', usable: false });
      await to(answer, { to: 'unblocked' });
      expect((await product().check(activated.fields.InstallationID!)).code).toBe(0);
    });
  });

  describe('purchases', () => {
    it('of a renewal move the expiration date and make no activation [INV-10]', async () => {
      const option = (body: object) =>
        ask(product(), '/options', post({ productId: `solo:${product().access.products[0]!.productId}`, ...body }));
      const expiry = { rule: 'daysFromCreation', days: 30 };
      const renewal = await option({ name: 'Renewal', type: 'renewal', expiry });
      const bought = await made(product(), { expiry: { expiresAt: '2031-01-31T00:00:00Z' } });
      const answer = await ordered([line({ optionId: renewal.body.id, renewsLicenseId: bought.body.id })]);
      expect(linesOf(answer)).toMatchObject([{ licenseIds: [], renewsLicenseId: bought.body.id }]);
      const { fields } = await product().solo.infoCheck({ LicenseID: soloNumber(bought) });
      expect(fields).toMatchObject({ DownloadExpiration: '2031-03-02T00:00:00', RemainingActivations: '5' });
      const endless = await made(product());
      const body = { issue: true, lines: [line({ optionId: renewal.body.id, renewsLicenseId: endless.body.id })] };
      expect((await ask(product(), '/invoices', post(body))).body.code).toBe('renewal_not_applicable');
    });

    it('of an upgrade set UPG on the old license and ReplacedBy to the new License ID [INV-11]', async () => {
      const old = await made(product());
      const answer = await ordered([line({ upgradesLicenseId: old.body.id })]);
      const successor = (await license(licensesOf(answer)[0]!)).solo.licenseId;
      const { fields } = await product().solo.infoCheck({ LicenseID: soloNumber(old) });
      expect(fields).toMatchObject({ Status: 'UPG', ReplacedBy: String(successor) });
    });
  });
}
