import { type Draw, randomText } from './random-text.ts';

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 12 characters of 32, 60 random bits, without 0, O, 1 and I. [PWD-09, PWD-10] */
export const generateActivationPassword = (draw?: Draw): string => randomText(alphabet, 12, draw);

/** Of another form: `length` characters, those behind the prefix from the same alphabet. [CU-07, PWD-10] */
export const generatePassword = ({ length, prefix }: { length: number; prefix: string }): string =>
  prefix + randomText(alphabet, length - prefix.length);
