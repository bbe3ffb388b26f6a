import {
  CreateOption,
  CreateProduct,
  FindProduct,
  GetOption,
  GetProduct,
  type PluginSettings,
  UpdateOption,
  UpdateProduct,
  defaultOption,
  newUuid,
} from '@licet/contracts';
import { type RunningLicenses, authorId, catalogOf, runLicenses } from './testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => {
  licenses = await runLicenses();
});
afterAll(() => licenses.close());

const notFound = { ok: false, refusal: { code: 'not_found' } };

describe('products', () => {
  it('are made with numbers for every dialect and read back [API-PRD-01, UNI-02]', async () => {
    const made = await licenses.value(CreateProduct, { authorId, settings: { name: 'Editor' } });
    expect(made.settings.dnaProductId).toBe(`P${String(made.productId).padStart(7, '0')}`);
    expect(await licenses.value(GetProduct, { authorId, productId: made.productId })).toEqual(made);
  });

  it('are found by their DNA name in their own account, letter case ignored [DNA-HTTP-09]', async () => {
    const dnaProductId = newUuid();
    const { productId } = await licenses.value(CreateProduct, { authorId, settings: { name: 'E', dnaProductId } });
    const find = (author: number) =>
      licenses.send(FindProduct, { authorId: author, dnaProductId: dnaProductId.toUpperCase() });
    expect(await find(authorId)).toMatchObject({ ok: true, value: { productId } });
    expect(await find(2)).toMatchObject(notFound);
  });

  it('never share a DNA name within an account', async () => {
    const dnaProductId = newUuid();
    const create = (author: number) =>
      licenses.send(CreateProduct, { authorId: author, settings: { name: 'E', dnaProductId } });
    expect(await create(authorId)).toMatchObject({ ok: true });
    expect(await create(authorId)).toEqual({
      ok: false,
      refusal: { code: 'duplicate', facts: { what: 'dnaProduct' } },
    });
    expect(await create(2)).toMatchObject({ ok: true });
  });

  it('give their DNA name free when they get another', async () => {
    const [one, two] = [newUuid(), newUuid()];
    const { productId } = await licenses.value(CreateProduct, { authorId, settings: { name: 'E', dnaProductId: one } });
    const changes = { dnaProductId: two };
    await licenses.value(UpdateProduct, { authorId, productId, changes, expectedVersion: 1 });
    expect(await licenses.send(FindProduct, { authorId, dnaProductId: one })).toMatchObject(notFound);
    expect(await licenses.send(FindProduct, { authorId, dnaProductId: two })).toMatchObject({ value: { productId } });
  });

  it('take only one of two changes to the same version', async () => {
    const { productId } = await catalogOf(licenses);
    const change = (sku: string) =>
      licenses.send(UpdateProduct, { authorId, productId, changes: { sku }, expectedVersion: 1 });
    const replies = await Promise.all([change('a'), change('b')]);
    expect(replies.filter(({ ok }) => ok).length).toBe(1);
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'version_conflict' } });
  });

  it('of other accounts are not there [AUTH-14]', async () => {
    const { productId } = await catalogOf(licenses);
    expect(await licenses.send(GetProduct, { authorId: 2, productId })).toMatchObject(notFound);
  });
});

describe('options', () => {
  it('are made once, however often the command is sent', async () => {
    const { productId } = await catalogOf(licenses);
    const commandId = newUuid();
    const create = () => licenses.send(CreateOption, { authorId, productId, settings: { name: 'x' } }, { commandId });
    const first = await create();
    expect(await create()).toEqual(first);
  });

  it('change from one call to the next [PO-16]', async () => {
    const { optionId } = await catalogOf(licenses);
    const changes = { upgradeBehavior: 'deactivate' as const };
    await licenses.value(UpdateOption, { authorId, optionId, changes, expectedVersion: null });
    expect(await licenses.value(GetOption, { authorId, optionId })).toMatchObject({
      version: 2,
      settings: { upgradeBehavior: 'deactivate', name: 'One' },
    });
  });

  it('keep the secret of their plugin as it was sealed, whichever pod takes it in again [API-OPT-12]', async () => {
    const other = await licenses.another();
    const { optionId } = await catalogOf(licenses);
    const secretOf = async () => (await licenses.value(GetOption, { authorId, optionId })).settings.activation.plugin;
    const set = (plugin: PluginSettings, pod: Pick<typeof other, 'value'> = licenses) => {
      const changes = { activation: { ...defaultOption.activation, plugin } };
      return pod.value(UpdateOption, { authorId, optionId, changes, expectedVersion: null });
    };
    const plugin = { url: 'https://plugin.example.com', timeoutMs: 1000 };
    await set({ ...plugin, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }, other);
    await set({ ...plugin, secret: 'whsec_AfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
    const sealed = await secretOf();
    await set({ ...plugin, secret: sealed!.secret, timeoutMs: 2000 }, other);
    expect(await secretOf()).toEqual({ ...sealed, timeoutMs: 2000 });
  });

  it('belong to a product of the same account', async () => {
    const { productId } = await catalogOf(licenses);
    const reply = await licenses.send(CreateOption, { authorId: 2, productId, settings: { name: 'x' } });
    expect(reply).toMatchObject(notFound);
  });
});
