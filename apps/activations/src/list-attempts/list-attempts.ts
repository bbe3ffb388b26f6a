import { Handles } from '@licet/command-bus';
import { type AttemptsEvent, ListAttempts, type RecordedEvent, type ReplyOf, type RequestOf } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { Resources } from '../resources.ts';

/** Refused attempts on a license, newest first. [SA-GEN-18, API-INS-19] */
@Controller()
export class ListAttemptsHandler {
  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  @Handles(ListAttempts)
  async handle({ licenseId, limit, after }: RequestOf<typeof ListAttempts>): Promise<ReplyOf<typeof ListAttempts>> {
    const { store } = this.resources;
    const streamId = `attempts-${licenseId}`;
    const newest = after === null ? await store.versionOf(streamId) : after - 1;
    if (newest <= 0) return { ok: true, value: [] };
    const events = await store.readStream(streamId, Math.max(0, newest - limit));
    const page = events.filter(({ version }) => version <= newest).reverse();
    return {
      ok: true,
      value: await Promise.all(page.map((event) => this.shown(event as RecordedEvent<AttemptsEvent>))),
    };
  }

  private async shown({ data, version }: RecordedEvent<AttemptsEvent>) {
    const { code, at, attempt, repeats, address, checks = [] } = data;
    const from = address && (await this.resources.vault.open(address));
    return { code, at, attempt, repeats, address: from, checks, version };
  }
}
