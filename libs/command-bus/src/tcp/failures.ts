/** The call has not reached a handler: asking another pod is always right. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
  /** True when the host answered that nobody listens there. */
  readonly refused: boolean;

  constructor(reason: string, options?: ErrorOptions & { refused?: boolean }) {
    super(reason, options);
    this.refused = options?.refused ?? false;
  }
}

/** The connection broke after the call was sent: whether it took effect is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}
