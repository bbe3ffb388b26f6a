import type { Step } from './apply-catalog.ts';

/** One step for people: what happens to which object, and from what to what. Null where nothing happens. */
export function tellStep({ action, object, name, differences }: Step): string | null {
  if (action === 'keep') return null;
  const changes = differences.map(({ path, from, to }) => `\n           ${path}: ${short(from)} -> ${short(to)}`);
  return `  ${action}  ${object.padEnd(8)} ${name}${action === 'change' ? changes.join('') : ''}`;
}

/** Counts of the steps; `dryRun` says that none of them has been done. */
export function tellPlan(steps: readonly Step[], dryRun: boolean): string {
  const count = (action: Step['action']) => steps.filter((step) => step.action === action).length;
  const [created, changed] = dryRun ? ['to create', 'to change'] : ['created', 'changed'];
  return `${count('create')} ${created}, ${count('change')} ${changed}, ${count('keep')} as they should be.`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
