import type { Code } from '@licet/contracts';

/**
 * A refusal that the called method has no code for. Passing trouble and slips of ours become HTTP 5xx, never a code by which software
 * would drop its license. [SA-GEN-15, SA-GEN-16, SA-GEN-17, SYS-07]
 */
export class UnexpectedRefusal extends Error {
  override readonly name = 'UnexpectedRefusal';
  readonly code: Code;

  constructor(operation: string, code: Code) {
    super(`${operation} has no result code for ${code}`);
    this.code = code;
  }
}
