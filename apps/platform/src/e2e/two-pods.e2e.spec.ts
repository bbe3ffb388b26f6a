import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { ActivateInstallation, type CallContext, GetLedger, type Service, services } from '@licet/contracts';
import { type RunningPlatform, callContext, describeWithOwnKafka, runPlatform } from '@licet/testing';
import { join } from 'node:path';
import { type Product, productOf, tally } from './product.suite.ts';

const call = (): CallContext =>
  callContext({ actor: { kind: 'installation', id: 'anonymous' }, via: 'solo', scopes: [], address: '127.0.0.1' });

describeWithOwnKafka('two pods of activations, without sticky routing', () => {
  let running: RunningPlatform;
  let product: Product;
  /** One bus per pod: each call goes to the pod that the test chooses, not to the one that knows the license. */
  let buses: TcpBus[];
  beforeAll(async () => {
    running = await runPlatform('services', {}, ['--pods', 'activations=2']);
    product = productOf(running);
    const tls = await ensureCertificates(join(running.dataDir, 'tls'), ['gateway']);
    const pods = running.parts().filter(({ name }) => name === 'activations');
    expect(pods).toHaveLength(2);
    const nobody = Object.fromEntries(services.map((service) => [service, []])) as unknown as Record<Service, string[]>;
    buses = pods.map(({ rpcPort }) => new TcpBus({ peers: { ...nobody, activations: [`127.0.0.1:${rpcPort}`] }, tls }));
  }, 180_000);
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await running.destroy();
  }, 60_000);

  const activate = async (pod: number, licenseId: number, password: string, machine: number) => {
    const reply = await buses[pod]!.call(
      ActivateInstallation,
      {
        protection: { encryptionKeyId: product.keyId, encrypted: false, signed: false },
        parameters: {
          licenseId,
          password,
          serialNumber: null,
          productIds: [],
          optionId: null,
          userCode1: machine,
          userCode2: 1000,
          requireRegistration: false,
          version: null,
          name: `machine ${machine}`,
          relatedInstallationId: null,
          activationData: null,
          clientTime: null,
        },
      },
      call(),
    ).catch((error: unknown) => ({ ok: false as const, refusal: { code: (error as { code: string }).code } }));
    return reply.ok ? 'activated' : reply.refusal.code;
  };
  const ledgerAt = async (pod: number, licenseId: number) => {
    const reply = await buses[pod]!.call(GetLedger, { licenseId }, call());
    if (!reply.ok) throw new Error(reply.refusal.code);
    return reply.value;
  };

  it('never grants a sixth activation of a license for five, and both pods tell what the record holds [design 4, SYS-02]', async () => {
    for (let round = 0; round < 20; round++) {
      const { LicenseID, Password } = await product.add({ ActivationCount: 5 });
      const licenseId = Number(LicenseID);
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, machine) => activate(machine % 2, licenseId, Password, machine)),
      );
      const { activated = 0, no_activations_left = 0, ...passing } = tally(answers);
      const ledgers = await Promise.all([ledgerAt(0, licenseId), ledgerAt(1, licenseId)]);
      expect(ledgers[0]).toEqual(ledgers[1]);
      expect(ledgers[0].installations).toHaveLength(activated);
      expect(ledgers[0].activationsLeft).toBe(5 - activated);
      // Where both pods met too often, the loser was told to come again: never a business answer that does not hold.
      expect(Object.keys(passing).filter((code) => !['unavailable', 'outcome_unknown'].includes(code))).toEqual([]);
      if (no_activations_left > 0) expect(activated).toBe(5);
    }
  }, 120_000);
});
