import type { Refusal } from '@licet/contracts';

/** What does not exist, or belongs to another account. [AUTH-14] */
export const notFound = (what: string, facts: Record<string, unknown> = {}): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code: 'not_found', facts: { what, ...facts } },
});
