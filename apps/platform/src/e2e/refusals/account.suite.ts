import { patch } from '../access.suite.ts';
import { ask } from '../native-answers.suite.ts';
import type { Product } from '../product.suite.ts';

/** Runs while the account is like this, and puts it back. */
export async function during<T>(product: Product, account: object | undefined, run: () => Promise<T>): Promise<T> {
  if (!account) return run();
  await change(product, account);
  try {
    return await run();
  } finally {
    await change(product, { readOnly: false });
    if ('settings' in account) await change(product, { settings: cleared(account.settings as object) });
  }
}

const cleared = (settings: object) => Object.fromEntries(Object.keys(settings).map((name) => [name, null]));

async function change(product: Product, account: object): Promise<void> {
  const { status, text } = await ask(product, '/account', { ...patch(account), headers: { 'if-match': '*' } });
  if (status !== 200) throw new Error(`PATCH /account answered ${status}: ${text}`);
}
