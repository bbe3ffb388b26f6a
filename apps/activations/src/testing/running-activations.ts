import { LocalBus } from '@licet/command-bus';
import {
  ActivateInstallation,
  type CallContext,
  type CallDefinition,
  CheckInstallation,
  DeactivateInstallation,
  GetLedger,
  type LedgerFacts,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { createLogger, type OutgoingRules, type RunningService } from '@licet/service-kit';
import { callContext } from '@licet/testing';
import { startActivations } from '../index.ts';
import { parameters } from './examples.ts';
import { masterKey, type Owners } from './owners.ts';

type Parameters = NonNullable<RequestOf<typeof ActivateInstallation>['parameters']>;
type ActivationReply = ReplyOf<typeof ActivateInstallation>;
/** As a program in the field calls: without an account of its own. */
const program: Partial<CallContext> = { actor: { kind: 'installation', id: 'test' }, via: 'solo', scopes: [] };
const protection = { encryptionKeyId: 'PLAIN', encrypted: false, signed: false };

/** One pod of the service over a real database; several of them on one database are several pods. */
export class RunningActivations {
  private constructor(
    private readonly service: RunningService,
    private readonly bus: LocalBus,
    private readonly stream: LaneStream,
  ) {}

  static async start(databaseUrl: string, owners: Owners, outgoing?: OutgoingRules): Promise<RunningActivations> {
    const bus = new LocalBus();
    const stream = new LaneStream({ licenses: owners.licenses, customers: owners.customers }, { poll: 100 });
    const service = await startActivations({
      ...{ service: 'activations', databaseUrl, stream, masterKey, kafka: null },
      bus: owners.bus(),
      ...(outgoing && { outgoing }),
      transport: bus.server('activations'),
      logger: createLogger({ level: 'silent' }),
    });
    return new RunningActivations(service, bus, stream);
  }

  get store(): EventStore {
    return this.service.store;
  }

  ready(): Promise<boolean> {
    return this.service.ready();
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.stream.close();
    await this.bus.close();
  }

  send<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    as: Partial<CallContext> = {},
  ): Promise<ReplyOf<D>> {
    return this.bus.call(definition, request, callContext({ ...program, ...as }));
  }

  activate(changes: Partial<Parameters>, as?: Partial<CallContext>): Promise<ActivationReply> {
    return this.send(ActivateInstallation, { protection, parameters: parameters(changes) }, as);
  }

  check(installationId: string | null, version: string | null = null): Promise<ReplyOf<typeof CheckInstallation>> {
    const asked = { installationId: installationId ?? '', version, clientTime: null };
    return this.send(CheckInstallation, { protection, parameters: asked }, { address: '192.0.2.1' });
  }

  deactivate(installationId: string | null): Promise<ReplyOf<typeof DeactivateInstallation>> {
    const asked = { installationId: installationId ?? '', clientTime: null };
    return this.send(DeactivateInstallation, { protection, parameters: asked });
  }

  async ledger(licenseId: number): Promise<LedgerFacts> {
    const reply = await this.send(GetLedger, { licenseId });
    if (!reply.ok) throw new Error(`No ledger of license ${licenseId}`);
    return reply.value;
  }
}

/** Value of a reply that must be a success. */
export function valueOf<R>(reply: { ok: true; value: R } | { ok: false; refusal: { code: string } }): R {
  if (!reply.ok) throw new Error(`Refused: ${JSON.stringify(reply.refusal)}`);
  return reply.value;
}

export const codeOf = (reply: { ok: boolean; refusal?: { code: string } }): string => reply.refusal?.code ?? 'ok';
