import { runPod } from '@licet/service-kit';
import { startLicenses } from './index.ts';

await runPod('licenses', startLicenses);
