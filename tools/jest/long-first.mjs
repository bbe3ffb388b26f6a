// Suites over the network take most of the time: with the short ones at the end no worker is left waiting for the other.
import Sequencer from '@jest/test-sequencer';

export default class LongFirst extends Sequencer {
  sort(tests) {
    const short = ({ path }) => /\.(unit|int)\.spec\.ts$/.test(path);
    return super.sort(tests).toSorted((one, other) => Number(short(one)) - Number(short(other)));
  }
}
