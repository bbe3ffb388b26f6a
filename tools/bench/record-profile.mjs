// Loaded into the product by NODE_OPTIONS: the first SIGUSR2 begins a CPU profile, the second ends it and writes it to LICET_PROFILE.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
const file = process.env.LICET_PROFILE;
let recording = false;

process.on('SIGUSR2', () => void toggle());

async function toggle() {
  recording = !recording;
  if (recording) {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    return;
  }
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(`${file}.part`, JSON.stringify(profile));
  renameSync(`${file}.part`, file);
}
