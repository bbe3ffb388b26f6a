import { ServiceUnavailable } from '@licet/command-bus';
import type { Refusal } from '@licet/contracts';

const mostPreparations = 3;

/**
 * Prepares and decides; when the terms changed in between, both anew. A refusal `unavailable` means that the decision needs what nobody can
 * tell at the moment: it is thrown, never answered. [SA-GEN-16]
 */
export async function decidePrepared<T extends { refusal?: Refusal }>(attempt: () => Promise<T>): Promise<T> {
  for (let preparations = 1; ; preparations++) {
    const outcome = await attempt();
    if (outcome.refusal?.code !== 'unavailable') return outcome;
    const { facts } = outcome.refusal;
    if (!facts?.prepareAgain || preparations === mostPreparations)
      throw new ServiceUnavailable('activations', `it is not known yet: ${JSON.stringify(facts?.notKnown ?? 'terms')}`);
  }
}
