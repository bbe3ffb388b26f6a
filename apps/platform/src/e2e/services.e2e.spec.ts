import { type RunningPlatform, describeWithOwnKafka, runPlatform } from '@licet/testing';
import { guarantees } from './guarantees.suite.ts';
import { type Product, productOf } from './product.suite.ts';
import { secretsStayHome } from './secrets.suite.ts';
import { statuses } from './statuses.suite.ts';

describeWithOwnKafka('the product as separate processes, with Kafka and mutual TLS between them', () => {
  let running: RunningPlatform;
  let product: Product;
  beforeAll(async () => {
    running = await runPlatform('services', { LICET_LOG_LEVEL: 'debug' });
    product = productOf(running);
  }, 180_000);
  afterAll(() => running.destroy(), 60_000);

  guarantees(() => product);
  statuses(() => product);
  secretsStayHome(() => product);
});
