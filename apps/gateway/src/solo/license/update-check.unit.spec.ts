import type { OfferedUpdate, Reply as CallReply } from '@licet/contracts';
import { updateOffer } from '../scenarios/facts.scenarios.ts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import type { Reply } from '../scenarios/solo-client.scenarios.ts';

const { bus, solo } = scriptedSolo({ CheckUpdate: ok(updateOffer) }, null);

const ask = (values: Record<string, string | number> = { LicenseID: 4001 }): Promise<Reply> =>
  solo.license('UpdateCheckS', 'LicenseUpdateCheck', values);
const offered = (update: Partial<OfferedUpdate>): CallReply<unknown> =>
  ok({ ...updateOffer, update: { ...updateOffer.update!, ...update } });
const file = (told: Partial<NonNullable<OfferedUpdate['file']>>) =>
  offered({ file: { ...updateOffer.update!.file!, ...told } });
const filled = (reply: Reply) => Object.keys(reply).filter((name) => reply[name] !== '');

describe('UpdateCheck', () => {
  it('shows every element of an update that applies [SL-UPD-24, SL-UPD-25, SL-UPD-33, SL-UPD-36, SL-UPD-38 … SL-UPD-44]', async () => {
    expect(await ask()).toEqual({
      ...{ ResultCode: '0', Status: 'OK', ReplacedBy: '4002', LicenseUpdate: 'a & <b>' },
      ...{ VersionString: '4.3.0.0', VersionLong: '4000030000000000', ActionToTake: 'DNHTP' },
      ...{ URLInfo: 'https://example.com/new?a=1&b=2', URLFile: 'dl.example.com|8080|files/setup.exe|anna|secret' },
      ...{ URLFileServerName: 'dl.example.com', URLFilePort: '8080', URLFilePathOrFileName: 'files/setup.exe' },
      ...{ URLFileUserName: 'anna', URLFilePassword: 'secret', LatestFreeVersion: '4.2.9.0' },
      ...{ ReleaseDate: '2026-02-28T00:00:00', ShortMessage: 'Größer & <schneller>', NoMoreDL: '2027-03-01T00:00:00' },
      LicenseAgreementUrl: 'https://example.com/eula',
    });
  });

  it.each([
    ['none', 'NONE'],
    ['ftp', 'DNFTP'],
    ['http', 'DNHTP'],
    ['url', 'GOURL'],
    ['message', 'MSG'],
    ['secure', 'SECURE'],
  ] as const)('writes the action %s as %s [SL-UPD-26 … SL-UPD-32, AMB-06]', async (action, written) => {
    bus.answers.CheckUpdate = offered({ action });
    expect((await ask()).ActionToTake).toBe(written);
  });

  it('writes place-holders for user and password of the license, and empty parts for nobody [SL-UPD-34, SL-UPD-35, SL-UPD-37, AMB-29]', async () => {
    bus.answers.CheckUpdate = file({ authentication: 'license', user: '', password: '' });
    expect((await ask()).URLFile).toBe('dl.example.com|8080|files/setup.exe|[varUserName]|[varPassword]');
    bus.answers.CheckUpdate = file({ authentication: 'none', user: '', password: '', port: null });
    expect((await ask()).URLFile).toBe('dl.example.com||files/setup.exe||');
  });

  it('leaves everything about a file empty where none is named [SL-UPD-23, SL-UPD-30]', async () => {
    bus.answers.CheckUpdate = offered({ action: 'secure', file: null });
    expect(filled(await ask()).filter((name) => name.startsWith('URLFile'))).toEqual([]);
  });

  it('shows NONE and the newest version where nothing applies [SL-UPD-23, SL-UPD-56]', async () => {
    bus.answers.CheckUpdate = ok({ license: null, version: '4.3.0.0', update: null });
    expect(filled(await ask())).toEqual(['ResultCode', 'VersionString', 'VersionLong', 'ActionToTake']);
    bus.answers.CheckUpdate = ok({ license: null, version: null, update: null });
    expect(filled(await ask())).toEqual(['ResultCode', 'ActionToTake']);
  });

  it.each<[string, CallReply<unknown>, string]>([
    ['an unknown license', no('not_found', { what: 'license' }), '100'],
    ['an unknown product', no('not_found', { what: 'product' }), '200'],
    ['another product', no('product_mismatch'), '200'],
    ['a version that is none', no('parameter_invalid', { what: 'version' }), '400'],
  ])('answers %s by its code alone [SL-UPD-57]', async (_, answer, code) => {
    bus.answers.CheckUpdate = answer;
    const reply = await ask();
    expect([reply.ResultCode, filled(reply)]).toEqual([code, ['ResultCode']]);
  });

  it('tells of the license with 300 [SL-UPD-53]', async () => {
    bus.answers.CheckUpdate = no('license_expired', updateOffer.license!);
    expect(filled(await ask())).toEqual(['ResultCode', 'Status', 'ReplacedBy', 'LicenseUpdate', 'NoMoreDL']);
  });

  it('passes on what was read, malformed parts as null [SL-UPD-01]', async () => {
    await ask({});
    expect(bus.last('CheckUpdate')).toEqual({ verifyExpiry: false });
    await ask({
      LicenseID: 'x',
      ProductID: '-1',
      Version: '1.2',
      ProductName: ' a ',
      LanguageCode: 'de',
      Password: ' p',
    });
    expect(bus.last('CheckUpdate')).toEqual({
      ...{ licenseId: null, productId: null, version: null, updateName: 'a', language: 'de', password: ' p' },
      verifyExpiry: false,
    });
    await ask({ VerifyDaysToDL: 'TRUE', LanguageCode: 'deu' });
    expect(bus.last('CheckUpdate')).toEqual({ verifyExpiry: true, language: null });
  });

  it('answers -2 to VerifyDaysToDL that is no boolean [SL-UPD-58]', async () => {
    bus.asked.length = 0;
    expect((await ask({ LicenseID: 4001, VerifyDaysToDL: 'maybe' })).ResultCode).toBe('-2');
    expect(bus.asked).toEqual([]);
  });
});
