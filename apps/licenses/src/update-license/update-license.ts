import { Handles, ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateLicense, WouldHold } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { commandBus, type CommandBus } from '../command-bus.token.ts';
import { decideLicense } from '../domain/license.decide.ts';
import { type License, type LicenseState, noLicense } from '../domain/license.ts';
import { type UpdateLicenseCommand, counterChanges } from '../domain/update-license.ts';
import { LicenseTeller } from '../license-teller.ts';

type Request = RequestOf<typeof UpdateLicense>;
type Reply = ReplyOf<typeof UpdateLicense>;

/** Changes a license with one append. Only changes of counters ask the ledger, before anything is recorded. [SL-UAF, design 4] */
@Controller()
export class UpdateLicenseHandler {
  constructor(
    private readonly licenses: Licenses,
    private readonly teller: LicenseTeller,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  @Handles(UpdateLicense)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const command = { type: 'UpdateLicense' as const, request, countersHold: true };
    const { licenseId } = request;
    if (licenseId === null) return refusal(command, noLicense, call);
    const countersHold = await this.#countersHold(licenseId, command, call);
    const execution = await this.licenses.decide(licenseId, { ...command, countersHold }, call);
    const reply = replyTo(execution, recorded);
    return reply.ok ? { ...reply, value: await this.teller.tell(reply.value, reply.positions?.[0]) } : reply;
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

function refusal(command: UpdateLicenseCommand, state: LicenseState, call: CallContext): Reply {
  const decision = decideLicense(command, state, contextOf(call, new Date()));
  if (decision.kind === 'accepted') throw new Error('A change of no license was accepted.');
  return { ok: false, refusal: decision.refusal };
}

function recorded(license: LicenseState): License {
  if (license.kind === 'none') throw new Error('A license that was changed is not there.');
  return license;
}
