import { laneCount, services } from '@licet/contracts';
import { topicConfigs } from '@licet/event-stream';
import { createLogger, loadConfig, settings, startHealthServer } from '@licet/service-kit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { type App, apps, calledBy } from '../tools/deploy/who-calls-whom.ts';

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
  data?: Record<string, string>;
}
interface Port {
  name?: string;
  port: number | string;
  targetPort?: string;
  containerPort?: number;
  protocol?: string;
}
interface Probe {
  httpGet: { path: string; port: string };
}
interface Deployment {
  replicas: number;
  selector: { matchLabels: Record<string, string> };
  template: { metadata: { labels: Record<string, string> }; spec: Pod };
}
interface Pod {
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds: number;
  securityContext: Record<string, unknown>;
  containers: [Container];
  volumes: { name: string; secret?: { secretName: string }; emptyDir?: object }[];
}
interface Container {
  name: string;
  image: string;
  ports: Port[];
  envFrom: { configMapRef: { name: string } }[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports: Port[];
}
interface Peer {
  podSelector: { matchLabels: Record<string, string> };
}

const base = 'k8s/base';
const nameLabel = 'app.kubernetes.io/name';
const read = (file: string) => readFileSync(join(base, file), 'utf8');

/** What `kubectl apply -k k8s/base` would send. */
const rendered = (parse(read('kustomization.yaml')) as { resources: string[] }).resources.flatMap((file) =>
  parseAllDocuments(read(file)).map((document) => document.toJS() as Manifest),
);
const of = (kind: string) => rendered.filter((it) => it.kind === kind);
const one = (kind: string, name: string) => {
  const found = of(kind).filter(({ metadata }) => metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} manifests of kind ${kind} are named ${name}`);
  return found[0]!;
};
const config = one('ConfigMap', 'licet').data!;
const deploymentOf = (app: App) => one('Deployment', app).spec as unknown as Deployment;
const podOf = (app: App) => deploymentOf(app).template.spec;
const containerOf = (app: App) => podOf(app).containers[0];
const rulesOf = (app: App, direction: 'ingress' | 'egress') => one('NetworkPolicy', app).spec[direction] as Rule[];
const numbers = (rule: Rule) => rule.ports.map(({ port }) => port);
const rpc = Number(config.LICET_RPC_PORT);
const http = Number(config.LICET_PORT);

it('holds one Deployment, Service and NetworkPolicy for each app, and nothing of another kind but settings and topics', () => {
  for (const kind of ['Deployment', 'Service', 'NetworkPolicy'])
    expect(
      of(kind)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([...apps].sort());
  expect(new Set(rendered.map(({ kind }) => kind))).toEqual(
    new Set(['ConfigMap', 'KafkaTopic', 'Deployment', 'Service', 'NetworkPolicy']),
  );
});

it('sets what the program reads, and to values that it takes', () => {
  const known: string[] = settings.map(({ name }) => name);
  const set = [...Object.keys(config), ...apps.flatMap((app) => (containerOf(app).env ?? []).map(({ name }) => name))];
  expect(set.filter((name) => !known.includes(name))).toEqual([]);
  const loaded = loadConfig(config);
  expect(loaded).toMatchObject({ host: '0.0.0.0', dataDir: '/data', rpc: { host: '0.0.0.0', tlsDir: '/tls' } });
  expect(loaded.rpc.peers).toEqual(Object.fromEntries(services.map((service) => [service, [`${service}:${rpc}`]])));
});

it('creates the topics that the program would create, and lets it create none', () => {
  const made = of('KafkaTopic').map(({ metadata, spec }) => ({ topic: metadata.name, ...spec }) as unknown as Topic);
  const wanted = topicConfigs();
  expect(made.map(({ topic }) => topic).sort()).toEqual(wanted.map(({ topic }) => topic).sort());
  for (const { topic, configEntries = [] } of wanted) {
    const { partitions, replicas, config: set } = made.find((it) => it.topic === topic)!;
    expect([topic, partitions, replicas]).toEqual([topic, laneCount, 3]);
    const { 'min.insync.replicas': inSync, ...shared } = set;
    expect([topic, inSync, shared]).toEqual([
      topic,
      2,
      Object.fromEntries(
        configEntries.map(({ name, value }) => [name, name.endsWith('policy') ? value : Number(value)]),
      ),
    ]);
  }
});
interface Topic {
  topic: string;
  partitions: number;
  replicas: number;
  config: Record<string, string | number>;
}

it('probes what a pod really serves', async () => {
  const logger = createLogger({ level: 'silent' });
  const server = await startHealthServer({ host: '127.0.0.1', port: 0, logger }, () => Promise.resolve(true));
  for (const app of apps) {
    const { startupProbe, livenessProbe, readinessProbe, ports } = containerOf(app);
    expect(ports.find(({ name }) => name === 'http')?.containerPort).toBe(http);
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(httpGet.port).toBe('http');
      expect((await fetch(server.url + httpGet.path)).status).toBe(200);
    }
    // A pod that only catches up must not be killed for it.
    expect([livenessProbe.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/healthz', '/readyz']);
  }
  await server.close();
});

describe.each(apps.map((app) => ({ app })))('$app', ({ app }) => {
  const isService = app !== 'gateway';

  it('runs two pods that the Service and the NetworkPolicy select', () => {
    const { replicas, selector, template } = deploymentOf(app);
    expect(replicas).toBeGreaterThanOrEqual(2);
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    expect(selector.matchLabels).toEqual({ [nameLabel]: app });
    expect(one('Service', app).spec.selector).toEqual({ [nameLabel]: app });
    expect(one('NetworkPolicy', app).spec.podSelector).toEqual({ matchLabels: { [nameLabel]: app } });
    expect(containerOf(app)).toMatchObject({ name: app, image: `licet/${app}` });
  });

  it('offers the ports that it listens on', () => {
    const offered = containerOf(app).ports.map(({ name, containerPort }) => [name, containerPort]);
    expect(offered).toEqual(isService ? [['http', http], ['rpc', rpc]] : [['http', http]]); // prettier-ignore
    const { ports, clusterIP } = one('Service', app).spec as { ports: Port[]; clusterIP?: string };
    const [name, port] = isService ? ['rpc', rpc] : ['http', http];
    expect(ports).toEqual([{ name, port, targetPort: name }]);
    expect(clusterIP).toBe(isService ? 'None' : undefined); // callers see each pod of a service
  });

  it('takes secrets by reference only, and those that it needs', () => {
    const { env = [], envFrom } = containerOf(app);
    expect(envFrom).toEqual([{ configMapRef: { name: 'licet' } }]);
    expect(env.every(({ value, valueFrom }) => value === undefined && valueFrom)).toBe(true);
    expect(env.map(({ name }) => name)).toEqual(isService ? ['LICET_MASTER_KEY', 'LICET_DATABASE_URL'] : []);
    const secret = settings.filter((setting) => 'secret' in setting).map(({ name }) => name as string);
    expect(secret.filter((name) => name in config)).toEqual([]);
  });

  it('mounts what the settings name, and writes nowhere else', () => {
    const { volumeMounts, securityContext } = containerOf(app);
    expect(volumeMounts).toEqual([
      { name: 'tls', mountPath: config.LICET_TLS_DIR, readOnly: true },
      { name: 'data', mountPath: config.LICET_DATA_DIR },
    ]);
    expect(podOf(app).volumes).toEqual([
      { name: 'tls', secret: { secretName: `${app}-tls` } },
      { name: 'data', emptyDir: {} },
    ]);
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('runs without privileges, within limits, and has time to close', () => {
    const { securityContext, automountServiceAccountToken, terminationGracePeriodSeconds } = podOf(app);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532, fsGroup: 65532 });
    expect(automountServiceAccountToken).toBe(false);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(20); // seconds after which a program gives up closing
    const { requests, limits } = containerOf(app).resources;
    expect([requests.cpu, requests.memory, limits.memory].every(Boolean)).toBe(true);
  });

  it('is called by those that call it, and calls those that it calls', () => {
    const name = ({ podSelector }: Peer) => podSelector.matchLabels[nameLabel]!;
    const callers = apps.filter((other) => other !== app && calledBy(other).some((service) => service === app));
    const allowed = rulesOf(app, 'ingress').filter(({ from }) => from);
    expect(allowed.flatMap(({ from }) => from!.map(name)).sort()).toEqual(callers.sort());
    expect(allowed.flatMap(numbers)).toEqual(callers.length > 0 ? [rpc] : []);
    const reached = rulesOf(app, 'egress').filter(({ to }) => to);
    expect(reached.flatMap(({ to }) => to!.map(name)).sort()).toEqual(calledBy(app).sort());
    expect(reached.flatMap(numbers)).toEqual(calledBy(app).length > 0 ? [rpc] : []);
  });

  it('is open to everybody on HTTP, reaches its stores and names, and nothing else', () => {
    expect(one('NetworkPolicy', app).spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(rulesOf(app, 'ingress').filter(({ from }) => !from).map(numbers)).toEqual([[http]]); // prettier-ignore
    const kafka = Number(config.LICET_KAFKA_BROKERS!.split(':')[1]);
    const stores = isService ? [[5432], [kafka]] : [];
    const others = app === 'activations' || app === 'customers' ? [[443]] : [];
    expect(rulesOf(app, 'egress').filter(({ to }) => !to).map(numbers)).toEqual([...stores, ...others, [53, 53]]); // prettier-ignore
  });
});
