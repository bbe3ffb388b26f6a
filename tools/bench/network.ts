import { type RunningPlatform, runPlatform } from '@licet/testing';
import { type Product, type Sold, productOf } from '../../apps/platform/src/e2e/product.suite.ts';
import { activations, adds, checks, infoChecks, install, sell } from './plans.ts';
import { type Ratio, print, printRatios } from './report.ts';
import { measure, measuredHead, resident, yardstick } from './usage.ts';

export interface NetworkSections {
  activation: boolean;
  check: boolean;
  license: boolean;
}

interface Bench {
  running: RunningPlatform;
  product: Product;
  licenses: Sold[];
  seconds: number;
}

/** Activations, checks and license operations over HTTP on 1,000 licenses, one process with its PostgreSQL, against pgbench on the same server. [design 10] */
export async function benchNetwork(sections: NetworkSections, seconds: number): Promise<void> {
  const running = await runPlatform('platform');
  try {
    print('\n### Over the network, one process, 1,000 licenses');
    const product = productOf(running);
    const bench = { running, product, licenses: await sell(product, 1000), seconds };
    const tps = sections.activation ? await yardstick(running, seconds) : NaN;
    measuredHead();
    const ratios = [
      ...(sections.activation ? await benchActivations(bench, tps) : []),
      ...(sections.check ? await benchChecks(bench) : []),
      ...(sections.license ? await benchLicenses(bench) : []),
    ];
    const { node, postgres } = resident(running);
    print(`\nResident after the run: process ${Math.round(node)} MB, its PostgreSQL ${Math.round(postgres)} MB`);
    printRatios(ratios);
  } finally {
    await running.destroy();
  }
}

async function benchActivations({ running, product, licenses, seconds }: Bench, tps: number): Promise<Ratio[]> {
  const plan = (binding: 'post' | 'soap') => activations(product, licenses, binding);
  const post = await measure(running, 'activation, form POST, 64 connections', plan('post'), seconds);
  const soap = await measure(running, 'activation, SOAP 1.1, 64 connections', plan('soap'), seconds);
  return [
    { what: 'activation / pgbench -N', value: post.perSecond / tps, goal: 1.5 },
    { what: 'SOAP / form POST', value: soap.perSecond / post.perSecond, goal: 0.8 },
  ];
}

async function benchChecks({ running, product, licenses, seconds }: Bench): Promise<Ratio[]> {
  const ids = await install(product, licenses);
  const hot = await install(product, licenses.slice(0, 1), 64);
  await measure(running, 'check, 32 connections', checks(product, ids, 32), seconds);
  const many = await measure(running, 'check, 64 connections', checks(product, ids, 64), seconds);
  const one = await measure(running, 'check, 64 connections, one license', checks(product, hot, 64), seconds);
  return [{ what: 'hot license / many licenses', value: one.perSecond / many.perSecond, goal: 0.5 }];
}

/** What a back end asks of XmlLicenseService. */
async function benchLicenses({ running, product, licenses, seconds }: Bench): Promise<Ratio[]> {
  const read = 'InfoCheck with activation password, 32 connections';
  const info = await measure(running, read, infoChecks(product, licenses), seconds);
  const add = await measure(running, 'Add, 32 connections', adds(product), seconds);
  return [{ what: 'Add / InfoCheck', value: add.perSecond / info.perSecond, goal: 0.25 }];
}
