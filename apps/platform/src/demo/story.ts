import { setTimeout as sleep } from 'node:timers/promises';
import { type FeedEvent, NativeClient, dnaStatus, ipDetails } from '../clients/rest-clients.ts';
import { SoloClient, type SoloReply } from '../clients/solo-client.ts';
import type { FirstRun } from '../first-run/first-run-file.ts';

/** Where the story is told: a heading per chapter, a line per thing that happens. */
export interface Teller {
  chapter(title: string): void;
  line(what: string, outcome: string): void;
}

/**
 * A license from sale to fraud, through every dialect. Throws when an answer is not the one that the story promises, so it is a test
 * as well.
 */
export async function tellStory(access: FirstRun, tell: Teller): Promise<void> {
  const solo = new SoloClient(access.baseUrl);
  const native = new NativeClient(access);
  const { authorId, userId, userPassword } = access.author;
  const author = { AuthorID: authorId, UserID: userId, UserPassword: userPassword };
  const { customer, product, option } = demoOf(access);
  const keyId = access.encryptionKeys.plain;
  const start = (await native.events({ limit: '1' })).next;

  tell.chapter('A license is sold (SOLO XmlLicenseService, Add)');
  const added = expectCode(
    await solo.add({
      ...author,
      ProdOptionID: option.prodOptionId,
      CustomerID: customer.customerId,
      Quantity: 1,
      UnitPrice: '49.90',
      ActivationCount: 2,
      DeactivationCount: 1,
    }),
    0,
  );
  const LicenseID = field(added, 'LicenseID');
  const credential = { LicenseID, Password: field(added, 'ActivationPassword') };
  tell.line(`Add ${product.name}, two activations`, `license ${LicenseID}`);

  tell.chapter('Two machines activate, a third one cannot (SOLO XmlActivationService)');
  const machine = (name: string) => ({ ...credential, UserCode1: 1000, UserCode2: 1000, InstallationName: name });
  const first = expectCode(await solo.activate(keyId, machine('Office')), 0);
  tell.line('Office activates', `ResultCode 0, ${first.fields.ActivationsLeft} left`);
  const second = expectCode(await solo.activate(keyId, machine('Laptop')), 0);
  tell.line('Laptop activates', `ResultCode 0, ${second.fields.ActivationsLeft} left`);
  const third = expectCode(await solo.activate(keyId, machine('Basement')), 5013);
  tell.line('Basement tries', `ResultCode 5013, ${third.fields.ErrorMessage}`);
  const InstallationID = field(first, 'InstallationID');
  const checked = expectCode(await solo.check(keyId, { InstallationID, ProductVersion: '1.0.0.0' }), 0);
  tell.line('Office checks in', `ResultCode 0, server time ${checked.fields.ServerDateTime}`);

  tell.chapter('The same license in other words');
  const license = await native.get<NativeLicense>(`/licenses/solo:${LicenseID}`);
  const show = async () => {
    tell.line('software_DNA status', await dnaStatus(access, product.dnaProductId, license.key));
    const details = await ipDetails(access, license.ip.codeId);
    tell.line('IntelliProtector details', `Status ${String(details.Status)}, Computers ${String(details.Computers)}`);
    const info = expectCode(await solo.infoCheck({ LicenseID }), 0);
    tell.line('SOLO InfoCheck', `Status ${info.fields.Status}, ${info.fields.RemainingActivations} activations left`);
  };
  await show();

  tell.chapter('The charge turns out to be fraud (SOLO UpdateActivationFields)');
  expectCode(await solo.updateActivationFields({ ...author, LicenseID, Status: 'FRD' }), 0);
  tell.line('Support sets the status to Fraud', 'ResultCode 0');
  const refused = expectCode(await solo.check(keyId, { InstallationID }), 5017);
  tell.line('Office checks in', `ResultCode 5017, ${refused.fields.ErrorMessage} (${refused.fields.LicenseStatus})`);
  await show();

  tell.chapter('What analysts read (events, here from the native feed; the same ids on Kafka)');
  const wanted = ['InstallationActivated', 'LicenseStatusChanged'];
  const events = await readUntil(native, start, license.id, wanted);
  for (const event of events)
    tell.line(event.type, event.changes.map(({ path, after }) => `${path} → ${JSON.stringify(after)}`).join(', '));
}

interface NativeLicense {
  id: string;
  key: string;
  ip: { codeId: string };
}

/** What the first start made. */
function demoOf({ customers: [customer], products: [product] }: FirstRun) {
  const option = product?.options[0];
  if (!customer || !product || !option) throw new Error('first-run.json lists no customer, product or option');
  return { customer, product, option };
}

/** A value that the reply must have. */
function field({ fields }: SoloReply, name: string): string {
  const value = fields[name];
  if (!value) throw new Error(`the reply lacks ${name}: ${JSON.stringify(fields)}`);
  return value;
}

function expectCode(reply: SoloReply, code: number): SoloReply {
  if (reply.code !== code) throw new Error(`expected ResultCode ${code}, got ${JSON.stringify(reply.fields)}`);
  return reply;
}

/** Follows the feed from a cursor until each wanted type was seen on the license. */
async function readUntil(native: NativeClient, after: string, licenseId: string, wanted: readonly string[]) {
  const found: FeedEvent[] = [];
  const deadline = Date.now() + 10_000;
  for (let cursor = after; Date.now() < deadline;) {
    const { data, next } = await native.events({ after: cursor, limit: '200' });
    cursor = next;
    found.push(...data.filter(({ subject, type }) => mentions(subject.id, licenseId) && wanted.includes(type)));
    if (wanted.every((type) => found.some((event) => event.type === type))) return found;
    if (data.length === 0) await sleep(50);
  }
  throw new Error(`The feed did not show ${wanted.join(' and ')} of ${licenseId} within 10 s`);
}

/** Ids of what lives inside a license continue the part of their license. [API-REP-04] */
const mentions = (subjectId: string, licenseId: string): boolean => subjectId.split('_')[1] === licenseId.split('_')[1];
