import { runPod } from '@licet/service-kit';
import { startActivations } from './index.ts';

await runPod('activations', startActivations);
