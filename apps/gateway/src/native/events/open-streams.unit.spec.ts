import { eventually } from '@licet/testing';
import { request as httpRequest } from 'node:http';
import { jsonOf } from '../../scenarios/http.scenarios.ts';
import { type ScriptedGateway, caller, known, scriptedGateway } from '../../scenarios/scripted-gateway.scenarios.ts';

const bearer = (keyId: string) => ({ authorization: `Bearer lk_live_${keyId}_${known.native.secret}` });
const path = '/api/v1/events/stream';
const perMinute = { read: 1000, write: 1000, runtime: 1000, failed: 1000 };

const gives = (value: unknown) => ({ ok: true as const, value });
/** Nothing comes after what there is. */
const never = new Promise<never>(() => undefined);

let gateway: ScriptedGateway;
beforeAll(async () => {
  const rates = { gateways: 2, perMinute, eventStreams: 4 };
  gateway = await scriptedGateway(
    {
      AuthenticateKey: ({ owner }: { owner: string }) => gives({ ...caller, actor: { kind: 'key', id: owner } }),
      ListEvents: ({ after, waitMs }: { after: string | null; waitMs: number }) =>
        waitMs > 0 && after === 'c0' ? never : gives({ events: [], next: 'c0' }),
    },
    { config: { rates } },
  );
});
afterAll(() => gateway.close());

/** Resolves once the stream has begun; `end` hangs up. */
const open = (keyId: string) =>
  new Promise<{ status: number; end: () => void }>((resolve, reject) => {
    const request = httpRequest(`${gateway.url}${path}`, { headers: bearer(keyId), agent: false }, (reply) => {
      reply.resume();
      const end = () => void request.destroy();
      resolve({ status: reply.statusCode ?? 0, end });
    });
    request.on('error', reject).end();
  });

describe('event streams', () => {
  it('are open at a gateway as many as its share of a key allows, and one more when one has ended [API-EVT-04, API-RATE-02]', async () => {
    const [first, second] = [await open('one'), await open('one')];
    expect([first.status, second.status]).toEqual([200, 200]);
    const refused = await gateway.ask(path, { headers: bearer('one') });
    expect([refused.status, refused.headers['retry-after'], jsonOf(refused)]).toMatchObject([
      ...[429, '15'],
      {
        code: 'rate_limited',
        detail: 'As many event streams of this key are open as may be (2): close one first.',
      },
    ]);
    expect((await gateway.ask(path, { method: 'HEAD', headers: bearer('one') })).status).toBe(200);
    first.end();
    await eventually(async () => {
      const third = await open('one');
      expect(third.status).toBe(200);
      third.end();
    });
    second.end();
  });

  it('are open five times as many of an account, whatever its keys are [API-RATE-03]', async () => {
    const held = [];
    for (let i = 0; i < 10; i++) held.push(await eventuallyOpen(`key${i % 5}`));
    expect((await open('key5')).status).toBe(429);
    for (const { end } of held) end();
  });
});

/** Those of the test before may take a moment to end. */
async function eventuallyOpen(keyId: string) {
  let stream = await open(keyId);
  await eventually(async () => {
    if (stream.status !== 200) stream = await open(keyId);
    expect(stream.status).toBe(200);
  });
  return stream;
}
