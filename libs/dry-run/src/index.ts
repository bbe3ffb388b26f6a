export { DryRun, isDry } from './dry-run.ts';
