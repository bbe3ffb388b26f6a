import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** Which methods a path of the native API has, for 405 and OPTIONS. Learnt from the routes themselves. [API-VERB-10] */
@Injectable()
export class MethodsOffered {
  readonly #routes: { segments: readonly string[]; method: string }[] = [];

  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance<FastifyInstance>().addHook('onRoute', ({ url, method }) => {
      if (!url.startsWith('/api/v1/')) return;
      for (const each of [method].flat()) this.#routes.push({ segments: url.split('/'), method: each });
    });
  }

  /** Method and path of every route, `:name` for what varies. */
  get all(): readonly string[] {
    return this.#routes.map(({ method, segments }) => `${method} ${segments.join('/')}`);
  }

  /** Empty for a path that there is not. */
  at(path: string): string[] {
    const segments = path.split('/');
    const offered = this.#routes.filter((route) => matches(route.segments, segments)).map(({ method }) => method);
    return offered.length > 0 ? [...new Set([...offered, 'OPTIONS'])].toSorted() : [];
  }
}

const matches = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, i) => (part.startsWith(':') ? segments[i] !== '' : part === segments[i]));
