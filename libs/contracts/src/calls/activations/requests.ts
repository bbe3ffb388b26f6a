import Type from 'typebox';
import { Nullable, Text } from '../../model/scalars.ts';

/** How the request came in: which key set it named and how it was protected. [SA-GEN-03, ENC] */
export const Protection = Type.Object({
  /** Null when omitted or blank. */
  encryptionKeyId: Nullable(Text(255)),
  encrypted: Type.Boolean(),
  signed: Type.Boolean(),
});

/** License number inside an InstallationID, `<number in base 32>-<random>`; undefined for anything else. */
export function licenseOfToken(token: string): number | undefined {
  const [, license] = /^([0-9a-v]{1,7})-[0-9a-z]{26}$/.exec(token) ?? [];
  return license === undefined ? undefined : parseInt(license, 32);
}
