import { scriptedGateway, type ScriptedGateway } from '../scenarios/scripted-gateway.scenarios.ts';
import { caller, installationCheck, ledger, license } from './scenarios/facts.scenarios.ts';
import { sendTo } from './scenarios/http.scenarios.ts';
import { SoloClient } from './scenarios/solo-client.scenarios.ts';

let gateway: ScriptedGateway;
let solo: SoloClient;
beforeAll(async () => {
  gateway = await scriptedGateway({
    AuthenticateUser: ({ password }: { password: string }) =>
      password === 'open-sesame' ? { ok: true, value: caller } : { ok: false, refusal: { code: 'unauthenticated' } },
    UpdateLicense: { ok: true, value: license },
    GetLicense: { ok: true, value: { license, password: 'none' } },
    GetLedger: { ok: true, value: ledger },
    CheckInstallation: { ok: true, value: installationCheck },
  });
  solo = new SoloClient(sendTo(gateway.url));
});
afterAll(() => gateway.close());

it('serves both services beside the other dialects [WIRE-01, WIRE-02]', async () => {
  expect(await solo.license('InfoCheckS', 'LicenseInfoCheck', { LicenseID: 4001 })).toMatchObject({ ResultCode: '0' });
  expect(await solo.activation('CheckInstallationStatus', { InstallationID: 'x' })).toMatchObject({ ResultCode: '0' });
});

it('logs authors on by AuthenticateUser', async () => {
  const change = (UserPassword: string) =>
    solo.license('UpdateActivationFields', 'UpdateActivationFields', {
      ...{ AuthorID: 1, UserID: 'back-office', UserPassword, LicenseID: 4001, Status: 'OK' },
    });
  expect(await change('open-sesame')).toEqual({ ResultCode: '0' });
  expect(await change('wrong')).toEqual({ ResultCode: '-1' });
  expect(gateway.log()).not.toContain('open-sesame');
});

it('tells requests that are too large in plain text, as the others tell theirs', async () => {
  const reply = await solo.send({
    method: 'POST',
    path: '/solo/webservices/XmlLicenseService.asmx/InfoCheckS',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `xml=${'x'.repeat(1024 * 1024)}`,
  });
  expect(reply).toMatchObject({ status: 413, type: 'text/plain; charset=utf-8' });
});
