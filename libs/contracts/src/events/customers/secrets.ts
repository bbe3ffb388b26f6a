import Type from 'typebox';
import { Sealed } from '../../base/sealed.ts';
import { Text } from '../../model/scalars.ts';

/** What proves a secret without holding it: `scrypt|…` for chosen ones, `sha256|…` or `hmac|…` for random ones. Made by the vault. */
export const Verifier = Text(512);

/** A customer's password: proof, the sealed text for those who may see it, and who chose it. [PWD-13 … PWD-19] */
export const CustomerPassword = Type.Object({
  verifier: Verifier,
  sealed: Sealed,
  chosenByCustomer: Type.Boolean(),
});
