/** A past change of the status of an object, as its record tells it. [API-VERB-03] */
export interface Transition<From extends string = string, To extends string = From> {
  /** Version that the object got by it: of an installation its place in the record of the license's use. */
  version: number;
  from: From;
  to: To;
  /** Empty where nobody left one, or where it was erased. */
  note: string;
  at: string;
  actor: { kind: string; id: string };
}
