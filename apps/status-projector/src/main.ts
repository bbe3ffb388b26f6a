import { runPod } from '@licet/service-kit';
import { startStatusProjector } from './index.ts';

await runPod('status-projector', startStatusProjector);
