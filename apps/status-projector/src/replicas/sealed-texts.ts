import type { Sealed } from '@licet/contracts';
import type { Vault } from '@licet/vault';

/** Opens what the rows of a page hold sealed, keys fetched together; empty where there is nothing or the key was destroyed. [design 3] */
export async function openTexts(
  vault: Vault,
  sealed: readonly (Sealed | null)[],
): Promise<(sealed: Sealed | null) => string> {
  const texts = await vault.openMany(sealed.filter((text) => text !== null));
  return (text) => (text === null ? '' : (texts.get(text) ?? ''));
}
