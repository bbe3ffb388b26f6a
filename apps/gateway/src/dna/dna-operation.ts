import type { CommandBus } from '@licet/command-bus';
import type { CallContext } from '@licet/contracts';

/** What an operation has in hand. */
export interface DnaCall {
  bus: CommandBus;
  context: CallContext;
  authorId: number;
  /** Of the path, decoded; null for one that cannot be decoded. */
  parameters: Record<string, string | null>;
}

/** One operation: where it is, and what it answers. Routes, 405 and the order of checks follow from the table of them. [DNA-ERR-08] */
export interface DnaOperation {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  answer(call: DnaCall): Promise<DnaAnswer>;
}

/** A body of undefined is 204. [DNA-HTTP-13, DNA-HTTP-14] */
export type DnaAnswer = { status: 200 | 204; body?: object } | DnaRefusal;

export interface DnaRefusal {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413;
  message: string;
}

export const refused = (status: DnaRefusal['status'], message: string): DnaRefusal => ({ status, message });
export const isRefused = (answer: object): answer is DnaRefusal => 'message' in answer;
