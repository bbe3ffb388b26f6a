import { GetKey, type KeyFacts, parseNativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { isNewest, tagOf, tagged, usedUntil } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { KeyView, keyView } from './key-view.ts';

@NativeController('keys')
export class GetKeyController {
  /** [API-KEY-02] */
  @Get(':id')
  @Operation({ id: 'getKey', summary: 'An API key.', answers: KeyView, versioned: true })
  @Requires('keys:manage')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return answerKey(call, await namedKey(call, id));
  }
}

/** The key that an id names. */
export function namedKey(call: NativeCall, id: string): Promise<KeyFacts> {
  const name = parseNativeId('key', id);
  if (name === undefined) throw new Problem('not_found');
  return call.ask(GetKey, { authorId: call.authorId, name });
}

/** A key as the answer to a request about it alone. */
export const answerKey = ({ request, reply }: NativeCall, key: KeyFacts, secret?: string): object | undefined =>
  tagged(request, reply, tagOf(key.version), keyView(key, secret), isNewest(key.updatedAt, usedUntil(key.lastUsedAt)));
