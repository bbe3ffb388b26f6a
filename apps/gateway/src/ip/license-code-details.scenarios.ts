import { type Ask, type Answer, jsonOf } from '../scenarios/http.scenarios.ts';

/** A running gateway with one license. */
export interface IpWorld {
  ask: Ask;
  vendorId: string;
  webApiKey: string;
  codeId: string;
  /** As stored. */
  licenseCode: string;
}

interface Details {
  CodeDetails: Record<string, unknown> | null;
  ResponseDetails: { ResponseStatus: string; Message: string };
}

const members = [
  ...['LicenseType', 'ProjectId', 'ProjectName', 'OrderId', 'OrderNumber', 'DateActivated', 'DateRegistered'],
  ...['IsFrozen', 'Computers', 'Delete', 'LicenseExpirationType', 'SupportExpirationType', 'LicenseCode', 'CodeId'],
  ...['DateCreated', 'Status', 'IsTest', 'UseFreeze', 'FreezeLicenseDays', 'UseComputersRotation'],
  ...['UseLicenseValidation', 'LicenseValidationDays', 'WorkIfValidationBlocked', 'UseComputersLimit', 'MaxComputers'],
];

/** What holds for LicenseCode/Details on every gateway, scripted or real. */
export function licenseCodeDetailsScenarios(world: () => IpWorld): void {
  const accessInfo = () => ({ VendorId: world().vendorId, WebApiKey: world().webApiKey });
  const request = (changes: object = {}) => ({ CodeId: world().codeId, AccessInfo: accessInfo(), ...changes });
  const post = (body: string | Buffer, target = '/LicenseCode/Details', headers: Record<string, string> = {}) =>
    world().ask(target, { method: 'POST', body, headers });
  const send = (changes?: object, target?: string) => post(JSON.stringify(request(changes)), target);
  const outcome = (answer: Answer) => {
    const { CodeDetails, ResponseDetails } = jsonOf<Details>(answer);
    return [answer.status, CodeDetails === null, ResponseDetails.ResponseStatus];
  };

  it('answers with the 25 members in the order of the published sample, ResponseDetails last [IP-DETAILS-01, IP-DETAILS-02, IP-DETAILS-03, IP-ENV-01, IP-ENV-02, IP-ENV-05, IP-HTTP-01, IP-HTTP-02]', async () => {
    const answer = await send();
    const { CodeDetails, ResponseDetails } = jsonOf<Details>(answer);
    expect([answer.status, Object.keys(jsonOf(answer))]).toEqual([200, ['CodeDetails', 'ResponseDetails']]);
    expect(ResponseDetails).toEqual({ ResponseStatus: 'Success', Message: 'Success' });
    expect(Object.keys(CodeDetails ?? {})).toEqual(members);
    expect(Object.keys((CodeDetails?.LicenseType as object | undefined) ?? {})).toEqual(['TypeId', 'Name']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('prints code, ids, booleans, integers and dates in their form [IP-DETAILS-04, IP-DETAILS-05, IP-DETAILS-30, IP-DATE-01, IP-DATE-02, IP-DATE-03, IP-ID-01]', async () => {
    const details = jsonOf<Details>(await send()).CodeDetails ?? {};
    expect([details.LicenseCode, details.CodeId]).toEqual([world().licenseCode, world().codeId]);
    expect(details.ProjectId).toMatch(/^[0-9a-f]{32}$/);
    expect(details.DateCreated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/);
    for (const name of members.filter((it) => /^(Is|Use|Work)/.test(it))) expect(typeof details[name]).toBe('boolean');
    for (const name of ['Computers', 'MaxComputers', 'FreezeLicenseDays', 'LicenseValidationDays'])
      expect(Number.isInteger(details[name])).toBe(true);
  });

  it.each(['/licensecode/DETAILS', '/ip/LicenseCode/Details', '/LicenseCode/Details/', '/IP/licenseCode/details?x=1'])(
    'finds the function at %s [RC-ROUTE-02, RC-ROUTE-06, RC-ROUTE-07]',
    async (target) => {
      expect(outcome(await send({}, target))).toEqual([200, false, 'Success']);
    },
  );

  it.each<[string, () => string | Buffer]>([
    [
      'a byte order mark',
      () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(request()))]),
    ],
    ['white space around', () => ` \n${JSON.stringify(request())}\n `],
    ['a trailing comma', () => JSON.stringify(request()).replace(/}$/, ' , \n}')],
    ['a trailing comma inside', () => JSON.stringify(request()).replace('"}', '",}')],
    [
      'other letter case',
      () => JSON.stringify(request()).replace('CodeId', 'codeid').replace('AccessInfo', 'ACCESSINFO'),
    ],
    ['AccessInfo first', () => JSON.stringify({ AccessInfo: accessInfo(), CodeId: world().codeId })],
    ['unknown members', () => JSON.stringify(request({ Other: 1, constructor: 'x' })).replace('{', '{"__proto__":1,')],
    ['the documented case winning over others', () => JSON.stringify(request({ CODEID: 'x', codeid: 'y' }))],
    ['the last of equal names', () => JSON.stringify(request()).replace('{', '{"CodeId":"x",')],
  ])('reads a body with %s [RC-JSON-03, RC-JSON-04, RC-JSON-05, RC-JSON-06, IP-HTTP-07]', async (_, body) => {
    expect(outcome(await post(body(), undefined, { 'content-type': 'application/x-www-form-urlencoded' }))).toEqual([
      200,
      false,
      'Success',
    ]);
  });

  it.each<[string, () => string | Buffer]>([
    ['nothing', () => ''],
    ['an array', () => '[]'],
    ['a scalar', () => '"x"'],
    ['broken JSON', () => '{"CodeId"'],
    ['two trailing commas', () => JSON.stringify(request()).replace(/}$/, ',,}')],
    ['a comma alone', () => '{,}'],
    ['UTF-16', () => Buffer.from(JSON.stringify(request()), 'utf16le')],
    ['bytes that are not UTF-8', () => Buffer.from([0x7b, 0xff, 0x7d])],
    ['a lone surrogate', () => JSON.stringify(request()).replace('{', '{"x":"\\ud800",')],
    ['nesting of 33 levels', () => JSON.stringify(request()).replace('{', `{"x":${'['.repeat(32)}1${']'.repeat(32)},`)],
  ])(
    'answers Error in HTTP 200 for a body that is %s [IP-HTTP-05, IP-ENV-04, RC-JSON-08, RC-JSON-10]',
    async (_, body) => {
      expect(outcome(await post(body()))).toEqual([200, true, 'Error']);
    },
  );

  it('answers Error for a body in any encoding but identity [RC-JSON-10]', async () => {
    const encodedAs = (name: string) => post(JSON.stringify(request()), undefined, { 'content-encoding': name });
    expect(outcome(await encodedAs('gzip'))).toEqual([200, true, 'Error']);
    expect(outcome(await encodedAs('identity'))).toEqual([200, false, 'Success']);
  });

  it.each<[string, () => object, string]>([
    ['AccessInfo is absent', () => ({ AccessInfo: undefined }), 'Error'],
    ['AccessInfo is an array', () => ({ AccessInfo: [] }), 'Error'],
    [
      'VendorId is malformed, before the key',
      () => ({ AccessInfo: { VendorId: 'x', WebApiKey: 'x' } }),
      'IncorrectVendorId',
    ],
    ['VendorId is a number', () => ({ AccessInfo: { ...accessInfo(), VendorId: 1 } }), 'IncorrectVendorId'],
    [
      'WebApiKey is malformed, before the vendor',
      () => ({ AccessInfo: { VendorId: 'f'.repeat(32), WebApiKey: 'x' } }),
      'IncorrectApiKey',
    ],
    [
      'the vendor is unknown',
      () => ({ AccessInfo: { VendorId: 'f'.repeat(32), WebApiKey: 'f'.repeat(32) } }),
      'VendorNotFound',
    ],
    [
      'the key is not one of the vendor, before the code',
      () => ({ AccessInfo: { ...accessInfo(), WebApiKey: 'f'.repeat(32) }, CodeId: 'x' }),
      'WrongAccessCode',
    ],
    ['the code is unknown', () => ({ CodeId: 'f'.repeat(32) }), 'LicenseCodeNotFound'],
    ['the code is malformed', () => ({ CodeId: 'x' }), 'LicenseCodeNotFound'],
    ['the code is a number', () => ({ CodeId: 4001 }), 'LicenseCodeNotFound'],
    ['the code is absent', () => ({ CodeId: undefined }), 'LicenseCodeNotFound'],
  ])(
    'refuses in HTTP 200 with null payload when %s [IP-AUTH-01, IP-AUTH-02, IP-AUTH-03, IP-AUTH-04, IP-AUTH-05, IP-AUTH-09, IP-ID-03, IP-DETAILS-31, IP-HTTP-09]',
    async (_, changes, status) => {
      const answer = await send(changes());
      expect(outcome(answer)).toEqual([200, true, status]);
      expect(jsonOf<Details>(answer).ResponseDetails.Message).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('tolerates dashes, braces and upper case in ids [IP-AUTH-01, IP-ID-01, IP-ID-02]', async () => {
    const dashed = (hex: string) => hex.toUpperCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const { VendorId, WebApiKey } = accessInfo();
    const changes = {
      CodeId: `{${dashed(world().codeId)}}`,
      AccessInfo: { VendorId: dashed(VendorId), WebApiKey: dashed(WebApiKey) },
    };
    expect(outcome(await send(changes))).toEqual([200, false, 'Success']);
  });

  it('answers 404 for an unknown function, 405 for another verb, 413 above 64 KiB, all with the envelope [IP-HTTP-03, IP-HTTP-04, RC-JSON-07, RC-ROUTE-08, RC-ROUTE-12]', async () => {
    const unknown = await Promise.all(['/LicenseCode/Nothing', '/ip/x', '/LicenseCode/%zz'].map((it) => send({}, it)));
    const verbs = await Promise.all(
      ['GET', 'PUT', 'OPTIONS'].map((method) => world().ask('/LicenseCode/Details', { method })),
    );
    const large = await post('x'.repeat(65_537));
    expect(unknown.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(verbs.map(({ status, headers }) => [status, headers.allow])).toEqual(verbs.map(() => [405, 'POST']));
    expect(large.status).toBe(413);
    for (const answer of [...unknown, ...verbs, large])
      expect(jsonOf<Details>(answer).ResponseDetails.ResponseStatus).toBe('Error');
  });
}
