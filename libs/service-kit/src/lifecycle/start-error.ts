/** A start that fails for a reason outside the program. The message is one line for whoever operates it: what is wrong and what to do. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
