import { ensureCertificates } from '@licet/command-bus';
import { type HttpsReceiver, type RunningPlatform, runPlatform, startHttpsReceiver } from '@licet/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patch, post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { type Product, optionOf, productOf } from './product.suite.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

describe('the activation plugin of an option', () => {
  let folder: string;
  let plugin: HttpsReceiver;
  let running: RunningPlatform;
  let product: Product;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-plugin-'));
    plugin = await startHttpsReceiver(await ensureCertificates(folder, ['localhost']));
    running = await runPlatform('platform', {
      LICET_OUTGOING_NETWORKS: '127.0.0.0/8,::1',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.crt'),
    });
    product = productOf(running);
  }, 120_000);
  afterAll(async () => {
    await running.destroy();
    await plugin.close();
    await rm(folder, { recursive: true });
  }, 60_000);

  const withPlugin = (settings: object = {}) => ({ activation: { plugin: { url: plugin.url, secret, ...settings } } });

  it('is set over the native API, merged member by member, and its secret never shown again [API-OPT-12, PO-16]', async () => {
    const { id } = await optionOf(product, withPlugin());
    const path = `/options/${id}`;
    const shown = async () => (await ask<{ activation: object; version: number } & { id: string }>(product, path)).body;
    const is = { url: plugin.url, timeoutMs: 5000, secret: null };
    expect(await shown()).toMatchObject({ activation: { plugin: is }, version: 1 });
    await ask(product, path, patch({ activation: { plugin: { timeoutMs: 2000, secret } } }));
    expect(await shown()).toMatchObject({ activation: { plugin: { ...is, timeoutMs: 2000 } }, version: 2 });
    await ask(product, path, patch(withPlugin()));
    expect(await shown()).toMatchObject({ version: 2 }); // nothing has changed
    await ask(product, path, patch({ activation: { plugin: null } }));
    expect(await shown()).toMatchObject({ activation: { plugin: null }, version: 3 });
    const { text: told } = await ask(product, '/events?limit=200');
    expect(told).toContain(plugin.url);
    for (const kept of [secret, 's1|', 'whsec_']) expect(told).not.toContain(kept);
  });

  it.each<[string, object, string[]]>([
    ['no secret', { secret: undefined }, ['/activation/plugin/secret']],
    ['a weak secret', { secret: 'whsec_YWJj' }, ['/activation/plugin/secret']],
    ['plain HTTP', { url: 'http://example.com' }, ['/activation/plugin/url']],
    ['user info', { url: 'https://a:b@example.com' }, ['/activation/plugin/url']],
    ['a private address', { url: 'https://10.0.0.1/' }, ['/activation/plugin/url']],
    ['too little time', { timeoutMs: 999 }, ['/activation/plugin/timeoutMs']],
  ])('is refused with %s [API-OPT-12, API-OPT-09]', async (_, settings, pointers) => {
    const { access } = product;
    const productId = `solo:${access.products[0]!.productId}`;
    const body = { productId, name: 'x', type: 'activationCode', ...withPlugin(settings) };
    const answer = await ask<{ id: string; errors: { pointer: string }[] }>(product, '/options', post(body));
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('grants, or refuses with 5025 and its own code and message, or 5026 when it cannot be run, in the reply of SOLO [PO-19, SA-ACT-47, SA-ACT-48, SA-ACT-77, SA-ACT-78, AMB-45]', async () => {
    const { prodOptionId } = await optionOf(product, withPlugin({ timeoutMs: 1000 }));
    const { add, activate } = product;
    const license = await add({ ProdOptionID: prodOptionId });
    const answered = async (body: string) => {
      plugin.answer(() => ({ body }));
      const { code, fields } = await activate(license);
      const { ExtendedResultCode, ExtendedErrorMessage, InstallationID, ActivationsLeft } = fields;
      return { code, ExtendedResultCode, ExtendedErrorMessage, issued: InstallationID !== undefined, ActivationsLeft };
    };
    const without = { ExtendedResultCode: undefined, ExtendedErrorMessage: undefined };
    const refused = { issued: false, ActivationsLeft: undefined };
    expect(await answered('{"allowed":true}')).toEqual({ code: 0, ...without, issued: true, ActivationsLeft: '4' });
    expect(await answered('{"allowed":false,"code":17,"message":"Not < on Sundays."}')).toEqual({
      ...{ code: 5025, ExtendedResultCode: '17', ExtendedErrorMessage: 'Not < on Sundays.', ...refused },
    });
    expect(await answered('{"allowed":false,"code":0}')).toEqual({
      ...{ code: 5025, ExtendedResultCode: '0', ExtendedErrorMessage: undefined, ...refused },
    });
    expect(await answered('maybe')).toEqual({ code: 5026, ...without, ...refused });
    expect(await answered('{"allowed":true}')).toMatchObject({ code: 0, ActivationsLeft: '3' });
    expect(running.output()).not.toContain(secret);
  });
});
