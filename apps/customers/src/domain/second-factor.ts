import type { AuthorEvent, Sealed } from '@licet/contracts';

/** A code that was right for a secret: that of a time step, or the one of a recovery hash. */
export type CodeProof = { step: number } | { recovery: string };

/** What a person signs in with beside the password: begun, once the secret was told; active, once a code of it was. [API-USR-04] */
export type SecondFactor =
  | { status: 'begun'; secret: Sealed }
  | {
      status: 'active';
      secret: Sealed;
      /** Codes of this time step and of those before are used. */
      lastStep: number;
      /** Keyed hashes of the recovery codes that are left. */
      recovery: readonly string[];
    };

/** Whether a code of its secret is taken: not one that was taken before. One that is only begun has no recovery codes. */
export function takes(factor: SecondFactor, proof: CodeProof): boolean {
  if (factor.status === 'begun') return 'step' in proof;
  return 'step' in proof ? proof.step > factor.lastStep : factor.recovery.includes(proof.recovery);
}

export type SecondFactorEvent = Extract<AuthorEvent, { type: `SecondFactor${string}` }>;

export function secondFactorAfter(before: SecondFactor | null, event: SecondFactorEvent): SecondFactor | null {
  switch (event.type) {
    case 'SecondFactorBegun':
      return { status: 'begun', secret: event.data.secret };
    case 'SecondFactorConfirmed': {
      const { step: lastStep, recovery } = event.data;
      return before && { status: 'active', secret: before.secret, lastStep, recovery };
    }
    case 'SecondFactorUsed': {
      if (before?.status !== 'active') return before;
      const { step, recovery: used } = event.data;
      const recovery = before.recovery.filter((hash) => hash !== used);
      return { ...before, lastStep: step ?? before.lastStep, recovery };
    }
    case 'SecondFactorEnded':
      return null;
  }
}
