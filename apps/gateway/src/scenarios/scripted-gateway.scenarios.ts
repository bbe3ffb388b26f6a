import type { CommandBus } from '@licet/command-bus';
import { type AuthenticatedCaller, defaultAccountSettings, defaultCallerRules, scopes } from '@licet/contracts';
import { type LicetConfig, createLogger, loadConfig } from '@licet/service-kit';
import { PassThrough } from 'node:stream';
import { startGateway } from '../index.ts';
import { ScriptedBus } from '../solo/scenarios/gateway.scenarios.ts';
import { type Ask, askAt } from './http.scenarios.ts';

/** Credentials that the scripted account knows. */
export const known = {
  dna: { clientId: 'C0000001', key: 'dna_key' },
  ip: { vendorId: '6e6f9a01003c00708000000000000001', key: '0123456789abcdef0123456789abcdef' },
  native: { keyId: '0123456789ab', secret: 'secret0123456789' },
};

export const caller: AuthenticatedCaller = {
  authorId: 1,
  actor: { kind: 'key', id: 'key-1', name: 'shop' },
  scopes: [...scopes],
  account: { mode: 'live', status: 'open' },
  rules: defaultCallerRules,
  apiRules: defaultAccountSettings,
  networks: [],
  expiresAt: null,
  testOnly: false,
};

type Answers = ScriptedBus['answers'];
const owners: Record<string, string> = {
  dna: known.dna.clientId,
  ip: known.ip.vendorId,
  native: known.native.keyId,
};
const secrets: Record<string, string> = { dna: known.dna.key, ip: known.ip.key, native: known.native.secret };

/** Answers as `customers` would: an unknown owner and a wrong secret are told apart. */
export const authenticates =
  (who: AuthenticatedCaller = caller): Answers[string] =>
  ({ dialect, owner, secret }: { dialect: string; owner: string; secret: string }) =>
    owners[dialect] !== owner
      ? { ok: false, refusal: { code: 'not_found' } }
      : secrets[dialect] === secret
        ? { ok: true, value: who }
        : { ok: false, refusal: { code: 'unauthenticated' } };

/** What the scripted account has. */
export const counted: Answers = {
  CountObjects: {
    ok: true,
    value: { product: 1, option: 1, customer: 0, license: 0, invoice: 0, renewal: 0, installation: 0 },
  },
};

export interface ScriptedGateway {
  url: string;
  ask: Ask;
  bus: ScriptedBus;
  /** Everything logged so far. */
  log: () => string;
  close: () => Promise<void>;
}

/** The whole gateway over a bus that answers as told: it owns no rule, so what it asks and what it answers is all there is to see. */
export async function scriptedGateway(
  answers: Answers,
  {
    config = {},
    health = () => Promise.resolve(true),
  }: { config?: Partial<LicetConfig>; health?: () => Promise<boolean> } = {},
): Promise<ScriptedGateway> {
  const bus = new ScriptedBus({ AuthenticateKey: authenticates(), ...counted, ...answers });
  const lines: string[] = [];
  const stream = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
  const gateway = await startGateway({
    config: { ...loadConfig({}), port: 0, ...config },
    bus: bus as unknown as CommandBus,
    logger: createLogger({ level: 'debug' }, stream),
    health,
  });
  return { url: gateway.url, ask: askAt(gateway.url), bus, log: () => lines.join(''), close: () => gateway.close() };
}
