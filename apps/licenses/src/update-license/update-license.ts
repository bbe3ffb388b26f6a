import { Handles, ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateLicense, WouldHold } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { commandBus, type CommandBus } from '../command-bus.token.ts';
import { decideLicense } from '../domain/license.decide.ts';
import { nothingPrepared } from '../domain/license-members.ts';
import { type LicenseState, noLicense } from '../domain/license.ts';
import { type UpdateLicenseCommand, counterChanges } from '../domain/update-license.ts';
import { LicenseTeller } from '../license-teller.ts';
import { recordedLicense } from '../recorded-license.ts';
import { PrepareChange } from './prepare-change.ts';

type Request = RequestOf<typeof UpdateLicense>;
type Reply = ReplyOf<typeof UpdateLicense>;

/** Changes a license with one append. Only changes of counters ask the ledger, before anything is recorded. [SL-UAF, design 4] */
@Controller()
export class UpdateLicenseHandler {
  constructor(
    private readonly licenses: Licenses,
    private readonly teller: LicenseTeller,
    private readonly prepare: PrepareChange,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  @Handles(UpdateLicense)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { licenseId } = request;
    if (licenseId === null) return refusal(commandOf(request), noLicense, call);
    for (let attempt = 1; ; attempt++) {
      const execution = await this.#execute(licenseId, request, call);
      const again = execution.kind === 'refused' && execution.refusal.facts?.again === true;
      if (again && attempt === attempts) throw new Contended(`License ${licenseId} changes too often.`);
      if (again) continue;
      const reply = replyTo(execution, recordedLicense);
      return reply.ok ? { ...reply, value: await this.teller.tell(reply.value, reply.positions?.[0]) } : reply;
    }
  }

  async #execute(licenseId: number, request: Request, call: CallContext) {
    const { state } = await this.licenses.read(String(licenseId));
    const mine = state.kind === 'license' && state.authorId === request.authorId;
    const prepared = mine ? await this.prepare.of(state, request, call) : nothingPrepared;
    const command = { ...commandOf(request), prepared };
    const countersHold = await this.#countersHold(licenseId, command, call);
    return this.licenses.decide(licenseId, { ...command, countersHold }, call);
  }

  /** Whether the ledger holds the changes of counters; it is asked only about a command that passes all other rules. */
  async #countersHold(licenseId: number, command: UpdateLicenseCommand, call: CallContext): Promise<boolean> {
    const counters = counterChanges(command.request.changes ?? {});
    if (Object.keys(counters).length === 0) return true;
    const { state } = await this.licenses.read(String(licenseId));
    if (state.kind === 'none' || decideLicense(command, state, contextOf(call, new Date())).kind === 'refused')
      return false;
    const after = await this.teller.lastChange(state);
    const reply = await this.bus.call(WouldHold, { licenseId, ...counters, after }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    return reply.value.holds;
  }
}

const attempts = 5;
const commandOf = (request: Request): UpdateLicenseCommand => ({ type: 'UpdateLicense', request, countersHold: true });

function refusal(command: UpdateLicenseCommand, state: LicenseState, call: CallContext): Reply {
  const decision = decideLicense(command, state, contextOf(call, new Date()));
  if (decision.kind === 'accepted') throw new Error('A change of no license was accepted.');
  return { ok: false, refusal: decision.refusal };
}
