const forbid = (name, from, to) => ({ name, severity: 'error', from, to });
const spec = '(\\.(spec|suite|scenarios)\\.ts$|^(apps|libs)/[^/]+/src/testing/)';
const rooms = 'domain|policies|replicas';

/** The rules of the house (design 2). A rule that gets in the way is discussed in an ADR, not switched off. */
export default {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    forbid('no-orphan-imports', {}, { couldNotResolve: true }),
    forbid(
      'domain-is-pure',
      { path: '^apps/([^/]+)/src/domain/', pathNot: spec },
      { pathNot: ['^apps/$1/src/domain/', '^libs/contracts/'] },
    ),
    forbid(
      'contracts-stand-alone',
      { path: '^libs/contracts/', pathNot: spec },
      { path: '^(apps|libs/(?!contracts/))' },
    ),
    forbid('libs-never-import-apps', { path: '^libs/' }, { path: '^apps/' }),
    forbid('apps-never-import-apps', { path: '^apps/(?!platform/)([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    forbid(
      'platform-sees-only-the-front-door',
      { path: '^apps/platform/' },
      { path: '^apps/(?!platform/)[^/]+/src/(?!index\\.ts$|solo/scenarios/index\\.scenarios\\.ts$)' },
    ),
    forbid(
      'slices-are-islands',
      { path: `^apps/(?!gateway/|platform/|console/)([^/]+)/src/(?!${rooms})([^/]+)/`, pathNot: spec },
      { path: `^apps/[^/]+/src/(?!${rooms})[^/]+/`, pathNot: '^apps/$1/src/$2/' },
    ),
    forbid(
      'only-xml-parses-xml',
      { path: '^(apps|libs)/', pathNot: ['^libs/xml/', spec] },
      { path: 'node_modules/(saxes|libxml2-wasm|fast-xml-parser)/' },
    ),
    forbid(
      'kafkajs-behind-its-port',
      { path: '^(apps|libs)/', pathNot: ['^libs/(event-stream|testing)/', spec] },
      { path: 'node_modules/kafkajs/' },
    ),
    forbid(
      'nest-transports-behind-the-bus',
      { path: '^(apps|libs)/', pathNot: ['^libs/command-bus/', '^libs/service-kit/', spec] },
      { path: 'node_modules/@nestjs/microservices/' },
    ),
    forbid(
      'postgres-behind-its-adapters',
      {
        path: '^(apps|libs)/',
        pathNot: ['^libs/(event-store|event-stream|vault|service-kit|embedded-postgres|testing)/', spec],
      },
      { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-test-code-in-production',
      { path: '^(apps|libs)/', pathNot: [spec, '^libs/testing/'] },
      { path: [spec, '^libs/testing/'] },
    ),
    forbid(
      'declared-dependencies-only',
      { path: '^(apps|libs)/', pathNot: [spec, '^libs/testing/'] },
      { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'unknown'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@licet/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
