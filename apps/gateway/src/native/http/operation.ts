import type { Code } from '@licet/contracts';
import { HttpCode, SetMetadata, applyDecorators } from '@nestjs/common';
import type { TSchema } from 'typebox';
import { type Deprecation, assertAnnounced } from './deprecation.ts';

/** What an operation says of itself. Scope, body and query are told by the decorators that check them. [API-OAS-01, API-OAS-02] */
export interface OperationFacts {
  /** Its name in the index of operations. [native-api 17] */
  id: string;
  /** One line for people. */
  summary: string;
  /** Of success; 200 unless said. */
  status?: 200 | 201 | 202 | 204;
  /** Of success where nothing had to be made, because it was there; none unless said. */
  statusOfKnown?: 200;
  /** Body of success; none for 204. */
  answers?: TSchema;
  /** Media type of success; JSON unless said. */
  media?: string;
  /** Whether reads carry the version as `ETag` and mind `If-None-Match`, and changes mind `If-Match`. [API-ETAG-01 … API-ETAG-03] */
  versioned?: boolean;
  /** Whether it minds `If-Match`, and tells the `ETag`, of the object that it is about, where it answers with another thing. [API-ETAG-03] */
  conditional?: boolean;
  /** Whether it tells what would happen where it is called with `dryRun=true`. [API-DRY-01] */
  dryRun?: boolean;
  /** What it refuses beside what follows from its scope, path, query, body and method. */
  problems?: readonly Code[];
  /** Since when it should be used no more, and when it ends. [API-VER-03] */
  deprecated?: Deprecation;
}

const factsOfOperation = 'licet:operation';

/** Declares an operation: sets its success status, and says the rest in the API document. Throws where it would end too soon. */
export function Operation(facts: OperationFacts) {
  if (facts.deprecated) assertAnnounced(facts.id, facts.deprecated);
  return applyDecorators(SetMetadata(factsOfOperation, facts), HttpCode(facts.status ?? 200));
}

export const operationOf = (handler: object): OperationFacts | undefined =>
  Reflect.getMetadata(factsOfOperation, handler) as OperationFacts | undefined;
