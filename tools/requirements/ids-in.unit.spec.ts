import { idsIn } from './ids-in.ts';

const known = new Set(['SL-UAF-11', 'SL-UAF-12', 'SL-UAF-13', 'ST-FRD-CHK', 'WIRE-01', 'BIND-L-AddS-11', 'API-REP-04']);

it.each([
  ['adds [SL-UAF-12]', ['SL-UAF-12']],
  ['moves counters [SL-UAF-11…13]', ['SL-UAF-11', 'SL-UAF-12', 'SL-UAF-13']],
  ['moves counters [SL-UAF-11 … SL-UAF-13]', ['SL-UAF-11', 'SL-UAF-12', 'SL-UAF-13']],
  ['answers 5017 [ST-FRD-CHK, BIND-L-AddS-11]', ['ST-FRD-CHK', 'BIND-L-AddS-11']],
  ['speaks UTF-8 and SHA-256 [API-REP-04]', ['API-REP-04']],
  ['names an id that nobody wrote down [WIRE-99]', []],
])('finds the ids in: %s', (title, ids) => {
  expect(idsIn(title, known).toSorted()).toEqual(ids.toSorted());
});
