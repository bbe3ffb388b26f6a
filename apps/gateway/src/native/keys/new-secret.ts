import type { KeyFacts } from '@licet/contracts';
import { type Draw, type KeyMode, generateDnaKey, generateGuid, generateIpKey, generateNativeKey } from '@licet/vault';

/** A key as it is kept, and as its owner is shown it once. */
interface NewSecret {
  keyId: string;
  secret: string;
  shown: string;
}

/** In the form of each dialect. [API-KEY-01, DNA-AUTH-08, IP-AUTH-01] */
export function newSecret(dialect: KeyFacts['dialect'], mode: KeyMode, draw?: Draw): NewSecret {
  if (dialect === 'native') {
    const { keyId, secret, key } = generateNativeKey(mode, draw);
    return { keyId, secret, shown: key };
  }
  const secret = dialect === 'dna' ? generateDnaKey(draw) : generateIpKey(draw);
  return { keyId: generateGuid(draw), secret, shown: secret };
}
