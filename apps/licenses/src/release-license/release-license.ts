import { Handles, ServiceUnavailable } from '@licet/command-bus';
import {
  type CallContext,
  type LicenseEvent,
  ReleaseLicense,
  type ReplyOf,
  type RequestOf,
  WouldHold,
} from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import { commandBus, type CommandBus } from '../command-bus.token.ts';
import type { ReleaseLicenseCommand } from '../domain/release-license.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicenseTeller } from '../license-teller.ts';
import { recordedLicense } from '../recorded-license.ts';
import { notFound } from '../refusals.ts';

type Request = RequestOf<typeof ReleaseLicense>;
type Machines = Pick<ReleaseLicenseCommand, 'installations' | 'newestMachineAt'>;
type Reply = ReplyOf<typeof ReleaseLicense>;

/** Takes a license away from every machine; whoever repeats the command is told how many it released. [API-LIC-23] */
@Controller()
export class ReleaseLicenseHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly licenses: Licenses,
    private readonly teller: LicenseTeller,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  @Handles(ReleaseLicense)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { licenseId } = request;
    if (!(await this.finder.byNumber(licenseId))) return notFound('license');
    const machines = await this.#machines(request, call);
    const execution = await this.licenses.decide(licenseId, { type: 'ReleaseLicense', request, ...machines }, call);
    const reply = replyTo(execution, recordedLicense);
    if (!reply.ok) return reply;
    const license = await this.teller.tell(reply.value, reply.positions?.[0]);
    const released = execution.kind === 'accepted' ? releasedBy(execution.events) : 0;
    return { ...reply, value: { license, released } };
  }

  /** Asked before anything is recorded: one event then has both done, the end of the freeze here and the machines in the ledger. [design 4] */
  async #machines({ authorId, licenseId }: Request, call: CallContext): Promise<Machines> {
    const { state } = await this.licenses.read(String(licenseId));
    if (state.kind === 'none' || state.authorId !== authorId) return { installations: 0, newestMachineAt: null };
    const after = await this.teller.lastChange(state);
    const reply = await this.bus.call(WouldHold, { licenseId, after }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    const { seatsInUse: installations, newestMachineAt } = reply.value;
    return { installations, newestMachineAt };
  }
}

const releasedBy = (events: readonly LicenseEvent[]): number =>
  events.reduce((sum, { data }) => sum + ('changes' in data ? (data.changes.release?.installations ?? 0) : 0), 0);
