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

it.each<['GET' | 'POST', string, RegExp]>([
  ['POST', '/solo/webservices/xmllicenseservice.asmx/infochecks', /<ResultCode>0</],
  ['POST', '/SOLO/WebServices/XMLLICENSESERVICE.ASMX/InfoCheckS?a=B', /<ResultCode>0</],
  ['GET', '/Solo/webservices/XmlLicenseService.ASMX?WSDL', /\/solo\/webservices\/XmlLicenseService\.asmx"/],
  ['GET', '/solo/webservices/ActivationServer.asmx', /ActivateLicense/],
  ['GET', '/solo/Registration/States.json', /United States/],
  ['POST', '/solo/Authors/exportlicenses.aspx', /^<RequestError>/],
])('serves %s %s as in any other letter case [WIRE-26]', async (method, path, answer) => {
  const body = method === 'POST' ? 'xml=<LicenseInfoCheck><LicenseID>4001</LicenseID></LicenseInfoCheck>' : '';
  const reply = await solo.send({
    method,
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  expect([reply.status, answer.test(reply.body)]).toEqual([200, true]);
});

it.each(['/solo/webservices/Nothing.asmx', '/solo/webservices', '/soloist/webservices/xmllicenseservice.asmx'])(
  'has nothing at %s',
  async (path) => {
    expect((await solo.send({ method: 'GET', path, headers: {}, body: '' })).status).toBe(404);
  },
);

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
