import { Handles } from '@licet/command-bus';
import {
  type InstallationTransition,
  ListInstallationTransitions,
  type ReplyOf,
  type RequestOf,
  installationTransitionList,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readMemoryList, transitionsIn } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import type { InstallationTransitionRow } from '../domain/activation-history.ts';
import { openTexts } from '../replicas/sealed-texts.ts';

const transitions = transitionsIn<InstallationTransition>(installationTransitionList);

type Row = Omit<InstallationTransitionRow, 'at'> & { at: Date };

/** Past changes of the status of an installation; one has few. [API-VERB-03] */
@Controller()
export class ListInstallationTransitionsHandler {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListInstallationTransitions)
  async handle(
    request: RequestOf<typeof ListInstallationTransitions>,
  ): Promise<ReplyOf<typeof ListInstallationTransitions>> {
    const { authorId, licenseId, installationId, query } = request;
    const { rows } = await this.store.pool.query<Row>(transitionsOf, [authorId, licenseId, installationId]);
    const text = await openTexts(
      this.vault,
      rows.flatMap(({ reason, note }) => [reason, note]),
    );
    const told = rows.map((row): InstallationTransition => ({
      ...{ version: row.version, from: row.before, to: row.after, reason: text(row.reason), note: text(row.note) },
      ...{ at: row.at.toISOString(), actor: { kind: row.actor_kind, id: row.actor_id } },
    }));
    return readMemoryList(transitions, [authorId, licenseId, installationId], told, query, this.vault);
  }
}

const transitionsOf = `SELECT * FROM installation_transition
  WHERE author_id = $1 AND license_id = $2 AND installation_id = $3`;
