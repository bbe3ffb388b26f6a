import { type CallContext, type CallDefinition, type ReplyOf, type RequestOf, newUuid, scopes } from '@licet/contracts';

/** Context of a call by the installation itself, with every scope and ten seconds, as far as `changes` do not say otherwise. */
export const callContext = (changes: Partial<CallContext> = {}): CallContext => ({
  commandId: newUuid(),
  requestId: newUuid(),
  correlationId: newUuid(),
  causationId: null,
  actor: { kind: 'system', id: 'test' },
  via: 'system',
  authorId: null,
  scopes,
  address: null,
  deadline: Date.now() + 10_000,
  ...changes,
});

export type ValueOf<D> = Extract<ReplyOf<D>, { ok: true }>['value'];

interface Bus {
  call<D extends CallDefinition>(definition: D, request: RequestOf<D>, context: CallContext): Promise<ReplyOf<D>>;
}

/** Sends calls by a bus, as the installation itself or as whom `usually` and `as` say. */
export class TestCaller {
  constructor(
    private readonly bus: Bus,
    private readonly usually: Partial<CallContext> = {},
  ) {}

  send<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    as: Partial<CallContext> = {},
  ): Promise<ReplyOf<D>> {
    return this.bus.call(definition, request, callContext({ ...this.usually, ...as }));
  }

  /** Like `send`, for calls that must succeed; answers the value. */
  async value<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    as?: Partial<CallContext>,
  ): Promise<ValueOf<D>> {
    const reply = await this.send(definition, request, as);
    if (!reply.ok) throw new Error(`${definition.name} was refused: ${JSON.stringify(reply.refusal)}`);
    return reply.value;
  }
}
