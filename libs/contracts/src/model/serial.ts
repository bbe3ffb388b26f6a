import Type from 'typebox';
import { Text } from './scalars.ts';

/** A serial number of the author's own making: visible characters, blanks within. [SN-02] */
export const SerialText = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000\\s]([^\\u0000]*[^\\u0000\\s])?$',
});
export const SerialPassword = Text(255);

/** Most that one call loads. [API-PRD-09] */
export const mostSerialsOfCall = 10_000;

/** A serial number of a product's list, without its password. */
export interface SerialFacts {
  uuid: string;
  /** 1, 2, 3 … within the product. */
  number: number;
  serial: string;
  hasPassword: boolean;
  /** The license that it was handed out to; null for a free one. */
  licenseId: number | null;
  createdAt: string;
}
