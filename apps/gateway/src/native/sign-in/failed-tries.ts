import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '../http/problem.ts';
import { RateLimits, tooOften } from '../http/rate-limits.ts';

/** Counts what proved nobody to be anybody against its address; an address with too many of them is told so. [API-RATE-04] */
@Injectable()
export class FailedTries {
  readonly #limits: RateLimits;

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** What is to be answered. */
  async count({ ip }: FastifyRequest, failure: Problem): Promise<Problem> {
    const { granted, tightest } = await this.#limits.takeFailed(ip);
    return granted ? failure : tooOften(tightest);
  }
}
