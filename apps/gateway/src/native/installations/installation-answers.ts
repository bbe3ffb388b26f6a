import { GetInstallations, type InstallationDetails } from '@licet/contracts';
import { tagOf, tagged } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { readNestedId } from '../http/resource-id.ts';
import { installationView } from './installation-view.ts';

/** The installation that an id names. To a test key those of live licenses are unknown. [API-REP-04, API-KEY-06] */
export async function installationNamed(call: NativeCall, id: string): Promise<InstallationDetails> {
  const { license, uuid } = readNestedId('installation', id);
  const installation = await readInstallation(call, license.number, uuid);
  if (installation.licenseUuid !== license.uuid) throw new Problem('not_found');
  return installation;
}

export async function readInstallation(
  call: NativeCall,
  licenseId: number,
  installationId: string,
): Promise<InstallationDetails> {
  const { authorId } = call;
  const [found] = await call.ask(GetInstallations, { authorId, licenseId, installationIds: [installationId] });
  if (!found || !call.sees(found)) throw new Problem('not_found');
  return found;
}

/** The installation as the answer to a request about it alone. [API-ETAG-01] */
export const answerInstallation = (
  { request, reply }: NativeCall,
  installation: InstallationDetails,
): object | undefined => tagged(request, reply, tagOf(installation.revision), installationView(installation));
