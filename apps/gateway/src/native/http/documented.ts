import type { Code } from '@licet/contracts';

/** A query or header parameter, as the API document shows it. */
export interface Parameter {
  name: string;
  in?: 'query' | 'header';
  description: string;
  schema: object;
}

/** What the parameters of a handler read from a request. */
export interface Reads {
  /** Type of the body. */
  body?: object;
  parameters?: () => readonly Parameter[];
  /** What a query is refused with that is not so. */
  refusals?: readonly Code[];
}

const readsOfHandler = 'licet:reads';

/** A parameter decorator that also notes what it reads, so that the API document says what is checked. [API-OAS-01] */
export const documented =
  <D>(decorator: (data: D) => ParameterDecorator, reads: (data: D) => Reads) =>
  (data: D): ParameterDecorator =>
  (target, method, index) => {
    decorator(data)(target, method, index);
    const handler = (target as Record<string | symbol, object>)[method ?? ''];
    if (handler) Reflect.defineMetadata(readsOfHandler, { ...readsOf(handler), ...reads(data) }, handler);
  };

export const readsOf = (handler: object): Reads =>
  (Reflect.getMetadata(readsOfHandler, handler) as Reads | undefined) ?? {};
