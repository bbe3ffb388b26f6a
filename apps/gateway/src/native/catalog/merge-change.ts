import { expectedVersion } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { mergeSettings } from './merge-settings.ts';

const attempts = 5;

interface Settled<S> {
  settings: S;
  version: number;
}

/**
 * A merge patch of settings. Parts are merged with what was read, so what was read must still hold when they are written: a caller who
 * names no version has them merged anew. [API-VERB-01, API-ETAG-03, API-ETAG-04]
 */
export async function mergeChange<S extends object, F extends Settled<S>>(
  call: NativeCall,
  patch: object,
  read: () => Promise<F>,
  write: (object: F, changes: Partial<S>, expectedVersion: number) => Promise<F>,
): Promise<F> {
  for (let attempt = 1; ; attempt++) {
    const object = await read();
    const wanted = expectedVersion(call.request, object.version);
    try {
      return await write(object, mergeSettings(object.settings, patch), wanted ?? object.version);
    } catch (error) {
      const overtaken = error instanceof Problem && error.code === 'version_conflict' && wanted === null;
      if (!overtaken || attempt === attempts) throw error;
    }
  }
}
