import type { OptionSettings } from './option.ts';

export type FingerprintMatch = OptionSettings['activation']['fingerprintMatch'];

/** Whether that many of the stored identifiers make it the same machine. [SA-ACT-82, API-OPT-06] */
export function isSameMachine(match: FingerprintMatch, shared: number, stored: number): boolean {
  switch (match) {
    case 'any':
      return shared >= 1;
    case 'two':
      return shared >= Math.min(2, stored);
    case 'most':
      return shared * 2 > stored;
    case 'all':
      return shared === stored;
  }
}
