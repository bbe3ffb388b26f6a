import { type KafkaBroker, type RunningPlatform, describeWithOwnKafka, runPlatform, startKafka } from '@licet/testing';
import { dryRunsAcrossServices } from './dry-runs.suite.ts';
import { guarantees } from './guarantees.suite.ts';
import { events } from './kafka.suite.ts';
import { type Product, productOf } from './product.suite.ts';
import { secondGateway } from './second-gateway.suite.ts';
import { secretsStayHome } from './secrets.suite.ts';
import { soloCustomer } from './solo-customer.suite.ts';
import { soloRegistration } from './solo-registration.suite.ts';
import { statuses } from './statuses.suite.ts';

describeWithOwnKafka('the product as separate processes, with Kafka and mutual TLS between them', () => {
  let kafka: KafkaBroker;
  let running: RunningPlatform;
  let product: Product;
  beforeAll(async () => {
    kafka = await startKafka();
    running = await runPlatform('services', {
      LICET_LOG_LEVEL: 'debug',
      LICET_KAFKA_BROKERS: kafka.brokers.join(','),
    });
    product = productOf(running);
  }, 180_000);
  afterAll(async () => {
    await running.destroy();
    await kafka.destroy();
  }, 60_000);

  guarantees(() => product);
  dryRunsAcrossServices(() => product);
  statuses(() => product);
  soloRegistration(() => product);
  soloCustomer(() => product);
  events(
    () => product,
    () => kafka.brokers,
  );
  secondGateway(
    () => product,
    () => kafka.brokers,
  );
  secretsStayHome(() => product);
});
