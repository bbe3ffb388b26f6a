import { element, type XmlContent, type XmlElement } from '@licet/xml';
import { readFields, type Fields, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

/** Type of a value in a result, as the schema calls it. */
export type ResultType = 'int' | 'string';
type ResultValue<T> = T extends 'int' ? number : string;

/** One value, or a structure of named ones in their order. */
export type ResultShape = ResultType | Readonly<Record<string, ResultType>>;
type ResultOf<S> = S extends ResultType ? ResultValue<S> : { [K in keyof S]: ResultValue<S[K]> };

/** An operation of the older services: parameters and result have types, there is no document. [LG] */
export interface TypedOperation {
  name: string;
  input: 'typed';
  admin: boolean;
  fields: Fields;
  result: ResultShape;
  /** `parameters`: an element whose children they are; those that are `unreadable` are not of their form. The content of the result. */
  answer(parameters: XmlElement, call: SoloCall, unreadable?: readonly string[]): Promise<XmlContent>;
}

interface Declaration<F extends Fields, S> {
  reads: F;
  replies: S;
  handle(values: Values<F>, call: SoloCall): Promise<ResultOf<S>>;
  admin?: true;
}

/** Declares an operation: its parameters, its result, and who answers it. [LG] */
export const typedOperation = <F extends Fields, const S extends ResultShape>(
  name: string,
  declared: Declaration<F, S>,
): TypedOperation => ({
  name,
  input: 'typed',
  admin: declared.admin ?? false,
  fields: declared.reads,
  result: declared.replies,
  answer: async (parameters, call, unreadable = []) => {
    const odd = Object.fromEntries(unreadable.map((field) => [field, null]));
    return content(await declared.handle({ ...readFields(declared.reads, parameters), ...odd }, call));
  },
});

const content = (result: number | string | Record<string, number | string>): XmlContent =>
  typeof result === 'object' ? Object.entries(result).map(([name, value]) => element(name, value)) : result;

/** Root of what form POST answers: the type of a single value, the structure's name otherwise. [LG-01] */
export const postedRoot = ({ name, result }: TypedOperation): string =>
  typeof result === 'string' ? result : `${name}Result`;
