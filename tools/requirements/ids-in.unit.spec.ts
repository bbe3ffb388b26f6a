import { idsIn } from './ids-in.ts';

/* Ids that no requirement has: the titles of these tests are read like all others. */
const known = new Set(['XY-UAF-11', 'XY-UAF-12', 'XY-UAF-13', 'XY-FRD-CHK', 'XYW-01', 'XYB-L-AddS-11', 'XY-REP-04']);

it.each([
  ['adds [XY-UAF-12]', ['XY-UAF-12']],
  ['moves counters [XY-UAF-11…13]', ['XY-UAF-11', 'XY-UAF-12', 'XY-UAF-13']],
  ['moves counters [XY-UAF-11 … XY-UAF-13]', ['XY-UAF-11', 'XY-UAF-12', 'XY-UAF-13']],
  ['answers 5017 [XY-FRD-CHK, XYB-L-AddS-11]', ['XY-FRD-CHK', 'XYB-L-AddS-11']],
  ['speaks UTF-8 and SHA-256 [XY-REP-04]', ['XY-REP-04']],
  ['names an id that nobody wrote down [XYW-99]', []],
])('finds the ids in: %s', (title, ids) => {
  expect(idsIn(title, known).toSorted()).toEqual(ids.toSorted());
});
