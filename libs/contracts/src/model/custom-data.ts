import Type, { type Static } from 'typebox';
import { OneOf, Text } from './scalars.ts';

/** Longest custom data, in characters. [FMT-18] */
export const longestCustomData = 1024 * 1024;

/** What an author keeps beside a license for software of his own, exactly as he gave it. [SL-UCD-02, API-LIC-19] */
export const CustomData = Type.Object({ format: OneOf('xml', 'json', 'text'), value: Text(longestCustomData) });
export type CustomData = Static<typeof CustomData>;

/** As a license starts. */
export const noCustomData: CustomData = { format: 'text', value: '' };
