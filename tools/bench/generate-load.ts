// A process of its own that loads one address and prints the result as JSON, so that the product's event loop is not its own generator.
// stdin: JSON of LoadPlan. Bodies are sent in turn; a plan for n seconds needs more bodies than the product can answer in that time.
import autocannon from 'autocannon';
import { readFileSync } from 'node:fs';

export interface LoadPlan {
  url: string;
  connections: number;
  seconds: number;
  headers: Record<string, string>;
  bodies: string[];
  /** Every answer must contain this text; others are counted as wrong. */
  expects: string;
}

export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  answers: number;
  wrong: number;
}

const plan = JSON.parse(readFileSync(0, 'utf8')) as LoadPlan;
let next = 0;
let wrong = 0;

const instance = autocannon({
  url: plan.url,
  connections: plan.connections,
  duration: plan.seconds,
  method: 'POST',
  headers: plan.headers,
  requests: [
    {
      setupRequest: (request) => ({ ...request, body: plan.bodies[next++ % plan.bodies.length]! }),
      onResponse: (status, body) => {
        if (status !== 200 || !body.includes(plan.expects)) wrong++;
      },
    },
  ],
});
const { requests, latency } = await instance;
const result: LoadResult = {
  perSecond: requests.average,
  p50: latency.p50,
  p99: latency.p99,
  answers: requests.total,
  wrong,
};
process.stdout.write(JSON.stringify(result));
