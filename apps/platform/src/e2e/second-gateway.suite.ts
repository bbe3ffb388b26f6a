import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { ChangeAccount, type RequestOf, type Service, newUuid, services } from '@licet/contracts';
import { KafkaStream } from '@licet/event-stream';
import { startGateway } from '@licet/gateway';
import { createLogger, loadConfig, systemContext } from '@licet/service-kit';
import { eventually } from '@licet/testing';
import { join } from 'node:path';
import { NativeClient } from '../clients/rest-clients.ts';
import { SoloClient } from '../clients/solo-client.ts';
import { accessOf, patch, post, soloScopes, withKey } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** What one gateway has changed holds in every other, and what only the installation may change holds everywhere. */
export function secondGateway(product: () => Product, brokers: () => string[]): void {
  describe('a second gateway', () => {
    let bus: TcpBus;
    let stream: KafkaStream;
    let gateway: Awaited<ReturnType<typeof startGateway>>;
    const { user, add, set } = accessOf(product);

    beforeAll(async () => {
      const { running } = product();
      const logger = createLogger({ level: 'silent' });
      const portsOf = (service: Service) => running.parts().filter(({ name }) => name === service);
      const peers = Object.fromEntries(
        services.map((service) => [service, portsOf(service).map(({ rpcPort }) => `127.0.0.1:${rpcPort}`)]),
      ) as Record<Service, string[]>;
      bus = new TcpBus({ peers, tls: await ensureCertificates(join(running.dataDir, 'tls'), ['gateway']) });
      stream = new KafkaStream({ brokers: brokers(), clientId: 'second-gateway', logger });
      const config = { ...loadConfig({}), port: 0 };
      gateway = await startGateway({ config, bus, stream, logger, health: () => Promise.resolve(true) });
    }, 60_000);
    afterAll(async () => {
      await gateway.close();
      await stream.close();
      await bus.close();
    }, 60_000);

    /** As the installation itself. */
    const change = async (changes: RequestOf<typeof ChangeAccount>['changes']) => {
      const request = { authorId: product().author.AuthorID, changes, settings: {}, expectedVersion: null };
      const reply = await bus.call(ChangeAccount, request, {
        ...systemContext('customers', 10_000),
        commandId: newUuid(),
      });
      expect(reply.ok).toBe(true);
    };

    it('refuses within five seconds what the first has revoked, disabled or taken away [API-KEY-07]', async () => {
      const { id, key } = await withKey(product(), { scopes: ['products:read'] });
      const there = { ...product(), native: new NativeClient({ baseUrl: gateway.url, apiKey: key }) };
      const solo = new SoloClient(gateway.url);
      const { id: userId, logon } = await user();
      expect((await ask(there, '/products?limit=1')).status).toBe(200);
      expect(await add(logon, {}, solo)).toBe(0);
      await ask(product(), `/keys/${id}/transitions`, post({ to: 'revoked' }));
      await eventually(async () => (await ask(there, '/products?limit=1')).status === 401, { timeout: 5000 });
      await ask(product(), `/users/${userId}`, patch({ scopes: [] }));
      await eventually(async () => (await add(logon, {}, solo)) === -1, { timeout: 5000 });
    }, 60_000);

    it('knows no license of a closed account, nor does the first, until it is open again [AUTH-15]', async () => {
      const license = await product().add();
      const { LicenseID, Password } = license;
      const { logon } = await user();
      const seen = async () => {
        const { solo } = product();
        return [
          await add(logon),
          (await solo.updateUserDefinedFields({ ...logon, LicenseID, UDefChar1: 'x' })).code,
          (await solo.infoCheck({ LicenseID, Password })).code,
          (await product().activate(license)).code,
          (await ask(product(), '/products?limit=1')).status,
        ];
      };
      const open = [0, 0, 0, 0, 200];
      const closed = [-1, 100, 100, 5033, 403];
      expect(await seen()).toEqual(open);
      await change({ status: 'closed' });
      await eventually(async () => {
        expect(await seen()).toEqual(closed);
      });
      await change({ status: 'open' });
      await eventually(async () => {
        expect(await seen()).toEqual(open);
      });
    }, 60_000);

    it('makes test licenses alone while the account is evaluated, whatever Add asks for [SL-ADD-24, TEST-03]', async () => {
      const tests = async () => {
        const { add: sell, solo } = product();
        const sold = [await sell(), await sell({ IsTestLicense: false })];
        return Promise.all(
          sold.map(async ({ LicenseID }) => (await solo.infoCheck({ LicenseID })).fields.IsTestLicense),
        );
      };
      expect(await tests()).toEqual(['false', 'false']);
      await change({ mode: 'evaluation' });
      await eventually(async () => {
        expect(await tests()).toEqual(['true', 'true']);
      });
      await change({ mode: 'live' });
      await eventually(async () => {
        expect(await tests()).toEqual(['false', 'false']);
      });
    }, 60_000);

    it('has no Master User on a shared-URL installation, where Edit Licenses may void if the account says so [PERM-10, PERM-23, AMB-21]', async () => {
      const { id, logon } = await user({ scopes: [...soloScopes, 'licenses:void'] });
      const voids = async () => {
        const { LicenseID } = await product().add();
        return (await product().solo.updateActivationFields({ ...logon, LicenseID, Status: 'VOI' })).code;
      };
      expect(await voids()).toBe(0);
      await change({ sharedUrl: true });
      await eventually(async () => (await voids()) === -1);
      expect((await ask(product(), `/users/${id}`)).body.effectiveScopes).not.toContain('licenses:void');
      await set({ voidBy: 'edit' });
      expect(await voids()).toBe(0);
      await set({ voidBy: null });
      await change({ sharedUrl: false });
      await eventually(async () => (await voids()) === 0);
    }, 60_000);
  });
}
