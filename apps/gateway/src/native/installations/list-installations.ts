import { FindInstallations, type ListQuery, installationList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { ForCustomers, NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf, ownOnly, viewsOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { readInstallation } from './installation-answers.ts';
import { InstallationView, installationView } from './installation-view.ts';

@NativeController('installations')
export class ListInstallationsController {
  /** The projector knows which, the owner how they are. [API-INS-18, API-LIST-01] */
  @Get()
  @Operation({
    id: 'listInstallations',
    summary: 'Installations, newest first.',
    answers: ListOf(InstallationView),
  })
  @Requires('installations:read')
  @ForCustomers()
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(installationList) query: ListQuery): Promise<object> {
    const page = await call.ask(FindInstallations, { authorId: call.authorId, query: ownOnly(call, query) });
    const views = await viewsOf(page.items, async ({ licenseId, installationId }) =>
      installationView(await readInstallation(call, licenseId, installationId)),
    );
    return listOf(call, page, views);
  }
}
