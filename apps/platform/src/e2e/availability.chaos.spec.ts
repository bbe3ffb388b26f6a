import {
  type KafkaBroker,
  type RunningPlatform,
  describeWithOwnKafka,
  eventually,
  runPlatform,
  startKafka,
} from '@licet/testing';
import { type Product, type Sold, productOf, tally } from './product.suite.ts';

/** Seconds that Kafka stays away; a minute in the long run. */
const outage = Number(process.env.LICET_CHAOS_OUTAGE_SECONDS ?? 8);

describeWithOwnKafka('what goes on while parts are away', () => {
  let kafka: KafkaBroker;
  let running: RunningPlatform;
  let product: Product;
  let license: Sold;
  let installationId: string;
  beforeAll(async () => {
    kafka = await startKafka();
    running = await runPlatform('services', { LICET_KAFKA_BROKERS: kafka.brokers.join(',') });
    product = productOf(running);
    license = await product.add({ ActivationCount: 1_000_000 });
    installationId = (await product.activate(license)).fields.InstallationID!;
  }, 180_000);
  afterAll(async () => {
    await running.destroy();
    await kafka.destroy();
  }, 60_000);

  /** Activates and checks one after the other until told to stop; every answer counts, an HTTP failure too. */
  function useIt() {
    const answers: (number | string)[] = [];
    const use = { on: true };
    const code = (call: Promise<{ code: number }>) =>
      call.then((reply) => reply.code).catch((error: unknown) => String(error));
    const done = (async () => {
      while (use.on) answers.push(await code(product.activate(license)), await code(product.check(installationId)));
    })();
    return {
      answers,
      stop: async () => {
        use.on = false;
        await done;
        return answers;
      },
    };
  }

  it.each(['licenses', 'customers', 'status-projector'])(
    'activates and checks known licenses while %s is killed and comes back [design 1.6, SYS-07]',
    async (service) => {
      const use = useIt();
      await eventually(
        () => {
          expect(use.answers.length).toBeGreaterThan(10);
        },
        { timeout: 10_000 },
      );
      const killed = running.pids()[service]!;
      process.kill(killed, 'SIGKILL');
      const before = use.answers.length;
      await eventually(
        () => {
          expect(running.pids()[service]).not.toBe(killed);
        },
        { timeout: 20_000 },
      );
      expect(use.answers.length).toBeGreaterThan(before);

      // Back and caught up: a license can be sold, seen and stopped again, with every dependent in time.
      await eventually(
        async () => {
          const sold = await product.add();
          const changed = await product.change(sold, { Status: 'FRD' });
          expect([changed.code, changed.headers.has('licet-consistency')]).toEqual([0, false]);
        },
        { timeout: 60_000 },
      );
      expect(Object.keys(tally(await use.stop()))).toEqual(['0']);
    },
    120_000,
  );

  it(
    'goes on activating while Kafka is away, and shows every event afterwards, in order and none missing [design 1.6, API-EVT-06]',
    async () => {
      const sold = await product.add({ ActivationCount: 1_000_000 });
      const { id } = await product.native.get<{ id: string }>(`/licenses/solo:${sold.LicenseID}`);
      await kafka.kill();
      const until = Date.now() + outage * 1000;
      const left: number[] = [];
      while (Date.now() < until) {
        const { code, fields } = await product.activate(sold);
        expect(code).toBe(0);
        left.push(Number(fields.ActivationsLeft));
      }
      await kafka.start();

      const seen: number[] = [];
      let cursor: string | undefined;
      await eventually(
        async () => {
          const page = await product.native.events({
            limit: '200',
            type: 'InstallationActivated',
            ...(cursor && { after: cursor }),
          });
          cursor = page.next;
          for (const { data, changes } of page.data)
            if (data.licenseId === id)
              seen.push(Number(changes.find(({ path }) => path === '/activationsLeft')?.after));
          expect(seen.length).toBe(left.length);
        },
        { timeout: 60_000 },
      );
      expect(seen).toEqual(left);
    },
    (outage + 120) * 1000,
  );
});
