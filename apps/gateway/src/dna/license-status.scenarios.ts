import { type Ask, type Asking, jsonOf } from '../scenarios/http.scenarios.ts';

/** A running gateway with one activated, healthy license of one product. */
export interface DnaWorld {
  ask: Ask;
  clientId: string;
  key: string;
  productId: string;
  /** As stored. */
  licenseKey: string;
  licenseNumber: number;
}

const healthy = '{"Status":"EXISTS ACTIVATION ACTIVATED VALID"}';

/** What holds for the status call on every gateway, scripted or real. */
export function dnaStatusScenarios(world: () => DnaWorld): void {
  const basic = (clientId: string, key: string) => ({
    authorization: `Basic ${Buffer.from(`${clientId}:${key}`).toString('base64')}`,
  });
  const ask = (target: string, asking: Asking = {}) =>
    world().ask(target, { ...asking, headers: { ...basic(world().clientId, world().key), ...asking.headers } });
  const statusPath = () => `/v1/licenses/${world().productId}/${world().licenseKey}/status`;

  it('answers 200 with exactly one member, as JSON in UTF-8 that is not kept [DNA-STATUS-01, DNA-STATUS-02, DNA-STATUS-28, DNA-HTTP-14, RC-JSON-01]', async () => {
    const { status, headers, body } = await ask(statusPath());
    expect({ status, body, type: headers['content-type'], cache: headers['cache-control'] }).toEqual({
      status: 200,
      body: healthy,
      type: 'application/json; charset=utf-8',
      cache: 'no-store',
    });
  });

  it.each<[string, (path: string) => string]>([
    ['documented spelling', (path) => path.replace('licenses', 'Licenses')],
    ['upper case', (path) => path.replace('/v1/licenses', '/V1/LICENSES').replace('/status', '/STATUS')],
    ['mapped host', (path) => `/dna${path}`],
    ['trailing slash', (path) => `${path}/`],
    ['query', (path) => `${path}?x=1`],
    ['escaped letter', (path) => path.replace('/v1/l', '/v1/%6c')],
  ])('finds the route in %s [RC-ROUTE-02, RC-ROUTE-05, RC-ROUTE-07, DNA-HTTP-01]', async (_, change) => {
    expect((await ask(change(statusPath()))).body).toBe(healthy);
  });

  it('finds a license by its key in any letter case, and by the SOLO LicenseID where no key matches [DNA-HTTP-05, UNI-05]', async () => {
    const { productId, licenseKey, licenseNumber } = world();
    const byKey = await ask(`/v1/licenses/${productId.toLowerCase()}/${licenseKey.toLowerCase()}/status`);
    const byNumber = await ask(`/v1/licenses/${productId}/${licenseNumber}/status`);
    expect([byKey.body, byNumber.body]).toEqual([healthy, healthy]);
  });

  it.each<[string, (path: string) => string, string]>([
    ['a product id of another form', (path) => path.replace(/P\d{7}/, 'X1'), 'Invalid ProductId format'],
    ['an empty product id', (path) => path.replace(/P\d{7}/, ''), 'Invalid ProductId format'],
    ['a product id that cannot be decoded', (path) => path.replace(/P\d{7}/, '%zz'), 'Invalid ProductId format'],
    ['a license id with other characters', (path) => path.replace('/status', '!/status'), 'Invalid LicenseId format'],
    [
      'a license id of 65 characters',
      (path) => path.replace(/[^/]+\/status/, `${'A'.repeat(65)}/status`),
      'Invalid LicenseId format',
    ],
    ['an empty license id', (path) => path.replace(/[^/]+\/status/, '/status'), 'Invalid LicenseId format'],
    ['an encoded slash', (path) => path.replace('/status', '%2F/status'), 'Invalid LicenseId format'],
    ['an encoded NUL', (path) => path.replace('/status', '%00/status'), 'Invalid LicenseId format'],
    ['bytes that are not UTF-8', (path) => path.replace('/status', '%ff/status'), 'Invalid LicenseId format'],
  ])(
    'answers 400 for %s [DNA-HTTP-06, DNA-HTTP-07, DNA-HTTP-08, DNA-ERR-02, RC-ROUTE-08]',
    async (_, change, Message) => {
      const answer = await ask(change(statusPath()));
      expect([answer.status, answer.body]).toEqual([400, JSON.stringify({ Message })]);
    },
  );

  it('answers 404 for an absent product and for an absent license [DNA-HTTP-09, DNA-HTTP-10, DNA-STATUS-06, DNA-STATUS-07]', async () => {
    const answers = [
      await ask(`/v1/licenses/P9999998/${world().licenseKey}/status`),
      await ask(`/v1/licenses/${world().productId}/NOSUCHCODE/status`),
      await ask(`/v1/licenses/${world().productId}/2147483646/status`),
      await ask(`/v1/licenses/${world().productId}/99999999999/status`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const answer of answers) expect(Object.keys(jsonOf(answer))).toEqual(['Message']);
  });

  it.each<[string, Record<string, string>]>([
    ['no credential', { authorization: '' }],
    ['another scheme', { authorization: 'Bearer lk_live_a_b' }],
    ['something that is not base64', { authorization: 'Basic §§§' }],
    ['no colon', { authorization: `Basic ${Buffer.from('C0000001').toString('base64')}` }],
    ['an unknown client', basic('C9999998', 'dna_key')],
    ['a wrong key', basic('C0000001', 'dna_wrong')],
  ])(
    'answers 401 with one message for %s, before any parameter is looked at [DNA-AUTH-02, DNA-AUTH-03, DNA-AUTH-04, DNA-AUTH-10, DNA-ERR-03]',
    async (_, headers) => {
      const answer = await world().ask('/v1/licenses/wrong/!/status', { headers });
      expect([answer.status, answer.body, answer.headers['www-authenticate']]).toEqual([
        401,
        '{"Message":"Invalid credentials"}',
        'Basic realm="software_DNA", charset="UTF-8"',
      ]);
    },
  );

  it('compares the client id ignoring case, the key exactly [DNA-AUTH-05]', async () => {
    const { clientId, key } = world();
    const lower = await world().ask(statusPath(), { headers: basic(clientId.toLowerCase(), key) });
    const other = await world().ask(statusPath(), { headers: basic(clientId, key.toUpperCase()) });
    expect([lower.status, other.status]).toEqual([200, 401]);
  });

  it('answers HEAD with status and headers of GET, without a body [RC-ROUTE-09]', async () => {
    const [get, head] = [await ask(statusPath()), await ask(statusPath(), { method: 'HEAD' })];
    expect([head.status, head.body]).toEqual([200, '']);
    expect([head.headers['content-type'], head.headers['content-length']]).toEqual([
      get.headers['content-type'],
      get.headers['content-length'],
    ]);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'answers %s with 405 and the verbs there are [DNA-STATUS-29, RC-ROUTE-10, RC-ROUTE-12]',
    async (method) => {
      const answer = await ask(statusPath(), { method });
      expect([answer.status, answer.headers.allow, Object.keys(jsonOf(answer))]).toEqual([
        405,
        'GET, HEAD',
        ['Message'],
      ]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('ignores a body, also a malformed one, up to 64 KiB; above it is 413 after the verb [DNA-ERR-10, RC-JSON-07, DNA-ERR-08]', async () => {
    const small = await ask(statusPath(), { body: '{', headers: { 'content-length': '1' } });
    const large = await ask(statusPath(), { body: 'x'.repeat(65_537), headers: { 'content-length': '65537' } });
    const wrongVerb = await ask(statusPath(), { method: 'POST', body: 'x'.repeat(65_537) });
    expect([small.status, large.status, wrongVerb.status]).toEqual([200, 413, 405]);
    expect(Object.keys(jsonOf(large))).toEqual(['Message']);
  });

  it.each(['text/html', 'application/xml', '*/*'])(
    'sends JSON to a client that accepts %s [RC-JSON-02]',
    async (accept) => {
      expect((await ask(statusPath(), { headers: { accept } })).headers['content-type']).toMatch(/^application\/json/);
    },
  );

  it('answers a path that there is not with 404 in its own shape [RC-ROUTE-04, DNA-ERR-01]', async () => {
    const answer = await ask('/v1/nothing');
    expect([answer.status, Object.keys(jsonOf(answer))]).toEqual([404, ['Message']]);
  });

  it('refuses a target above 4 KiB and headers above 16 KiB in its own shape [RC-ROUTE-11]', async () => {
    const target = await ask(`${statusPath()}?${'x'.repeat(4096)}`);
    const headers = await ask(statusPath(), { headers: { 'x-long': 'x'.repeat(16 * 1024) } });
    expect([target.status, Object.keys(jsonOf(target))]).toEqual([414, ['Message']]);
    expect([headers.status, Object.keys(jsonOf(headers))]).toEqual([431, ['Message']]);
  });

  it('echoes a visible request id, and makes one otherwise [RC-OBS-01]', async () => {
    const given = await ask(statusPath(), { headers: { 'x-request-id': 'abc-123' } });
    const made = await ask(statusPath(), { headers: { 'x-request-id': 'a b' } });
    expect(given.headers['x-request-id']).toBe('abc-123');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
}
