import { runPod } from '@licet/service-kit';
import { startCustomers } from './index.ts';

await runPod('customers', startCustomers);
