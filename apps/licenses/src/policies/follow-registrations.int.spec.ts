import {
  AddLicense,
  CreateInvoice,
  CustomerCreated,
  CustomerMergeReverted,
  CustomerMerged,
  type EventOf,
  GetInvoice,
  GetLicense,
  LicenseeRegistered,
  UpdateLicense,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import { type RunningLicenses, authorId, catalogOf, fields, runLicenses } from '../testing/running-licenses.ts';
import { licensesOfCustomer } from './licenses-of-customers.ts';

let licenses: RunningLicenses;
let optionId: number;
beforeAll(async () => {
  licenses = await runLicenses();
  ({ optionId } = await catalogOf(licenses));
});
afterAll(() => licenses.close());

let last = 10_000;
async function customer(): Promise<number> {
  await licenses.customers.addCustomer(++last, authorId);
  return last;
}
const license = async (customerId: number | null) => {
  const request = { authorId, optionId, customerId, fields };
  const { licenseId } = await licenses.value(AddLicense, request, { via: 'native' });
  return licenseId;
};
const customerOf = async (licenseId: number) =>
  (await licenses.value(GetLicense, { authorId, reference: { licenseId } })).license.customerId;
async function invoice(customerId: number): Promise<number> {
  const request = {
    ...{ authorId, customerId, status: 'web' as const, registrar: 'Manual', comments: '', holdUntil: null },
    ...{ automaticMail: true, currency: 'USD', lines: [], issue: false, testLicenses: false },
    ...{ externalId: null, metadata: {} },
  };
  return (await licenses.value(CreateInvoice, request, { via: 'native' })).invoiceId;
}
const payerOf = async (invoiceId: number) => (await licenses.value(GetInvoice, { authorId, invoiceId })).customerId;
const give = (licenseId: number, customerId: number) =>
  licenses.value(UpdateLicense, { authorId, licenseId, changes: { customerId } });
const version = (licenseId: number) => licenses.store.versionOf(`license-${licenseId}`);

type Told =
  | EventOf<typeof CustomerMerged>
  | EventOf<typeof CustomerMergeReverted>
  | EventOf<typeof LicenseeRegistered>
  | EventOf<typeof CustomerCreated>;

/** What `customers` decides, as its record tells it. */
async function tell(...events: [Told, ...Told[]]): Promise<void> {
  const [created] = await licenses.customers.store.readStream('customer-3001');
  const { metadata } = created!;
  const stored = events.map((event) => ({ ...event, schemaVersion: 1, metadata }));
  const streamId = `customer-${events[0].data.customerId}`;
  await licenses.customers.store.append({
    ...{ streamId, expectedVersion: 'any', commandId: newUuid(), authorId },
    events: stored as [(typeof stored)[0], ...typeof stored],
  });
}
let turn = 0;
const merge = (customerId: number, intoId: number) =>
  tell({ type: 'CustomerMerged', data: { ...CustomerMerged.sample, authorId, customerId, intoId, turn: ++turn } });
const takeBack = (customerId: number, intoId: number) => {
  const data = { ...CustomerMergeReverted.sample, authorId, customerId, intoId, turn: ++turn };
  return tell({ type: 'CustomerMergeReverted', data });
};

describe('licenses of a customer who was merged into another', () => {
  it('all move there, each with one event [SL-REG-30]', async () => {
    const [from, into] = [await customer(), await customer()];
    const moving = await Promise.all(Array.from({ length: 20 }, () => license(from)));
    const staying = await license(await customer());
    await merge(from, into);
    await eventually(async () => {
      for (const id of moving) expect(await customerOf(id)).toBe(into);
    });
    for (const id of moving) expect(await version(id)).toBe(2);
    expect(await version(staying)).toBe(1);
  });

  it('are followed by his invoices, each with one event [SL-REG-30, API-CUS-04]', async () => {
    const [from, into] = [await customer(), await customer()];
    const create = () => invoice(from);
    const moving = await Promise.all([create(), create()]);
    await merge(from, into);
    moving.push(await create());
    await eventually(async () => {
      for (const id of moving) expect(await payerOf(id)).toBe(into);
    });
    for (const id of moving) expect(await licenses.store.versionOf(`invoice-${id}`)).toBe(2);
  });

  it('move also when they are added while he is merged, and after it [SL-REG-30]', async () => {
    const [from, into] = [await customer(), await customer()];
    const adding = Array.from({ length: 20 }, async (_, i) => {
      if (i === 10) await merge(from, into);
      return license(from);
    });
    const added = [...(await Promise.all(adding)), await license(from)];
    await eventually(async () => {
      for (const id of added) expect(await customerOf(id)).toBe(into);
    });
  });

  it('go on to the end of a chain of merges, in whichever order they are told', async () => {
    const [a, b, c, d] = [await customer(), await customer(), await customer(), await customer()];
    const ids = [await license(a), await license(b), await license(c)];
    await Promise.all([merge(b, c), merge(a, b), merge(c, d)]);
    await eventually(async () => {
      for (const id of ids) expect(await customerOf(id)).toBe(d);
    });
  });

  it('are found by an index', async () => {
    const client = await licenses.store.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query<{ plan: string }>(
        `explain (format json) ${licensesOfCustomer.replace('$1', '3001')}`,
      );
      expect(JSON.stringify(rows)).toContain('license_customer_customer');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('of a merge that is taken back', () => {
  it('all that it moved goes back, and what came to the other one since stays [API-CUS-04]', async () => {
    const [from, into, third] = [await customer(), await customer(), await customer()];
    const [moved, byHand, his] = [await license(from), await license(from), await license(into)];
    const order = await invoice(from);
    await merge(from, into);
    await eventually(async () => {
      for (const id of [moved, byHand]) expect(await customerOf(id)).toBe(into);
      expect(await payerOf(order)).toBe(into);
    });
    const since = [await license(into), await invoice(into)] as const;
    for (const to of [third, into]) await give(byHand, to); // somebody has said whose it is
    await takeBack(from, into);
    await eventually(async () => {
      expect([await customerOf(moved), await payerOf(order)]).toEqual([from, from]);
    });
    expect([await customerOf(his), await customerOf(since[0]), await payerOf(since[1])]).toEqual([into, into, into]);
    expect(await customerOf(byHand)).toBe(into);
    expect(await customerOf(await license(from))).toBe(from);
    await merge(from, third);
    await eventually(async () => {
      expect([await customerOf(moved), await payerOf(order)]).toEqual([third, third]);
    });
  });

  it('in the middle of a chain, each license goes to who stands for whom it was given to [API-CUS-04]', async () => {
    const [a, b, c] = [await customer(), await customer(), await customer()];
    const ids = [await license(a), await license(b), await license(c)];
    const owners = () => Promise.all(ids.map(customerOf));
    await merge(a, b);
    await merge(b, c);
    await eventually(async () => {
      expect(await owners()).toEqual([c, c, c]);
    });
    await takeBack(b, c);
    await eventually(async () => {
      expect(await owners()).toEqual([b, b, c]);
    });
    await takeBack(a, b);
    await eventually(async () => {
      expect(await owners()).toEqual([a, b, c]);
    });
  });

  it('whose chain was known to its end before, each license and invoice stops where the chain ends now [API-CUS-04]', async () => {
    const [a, b, c] = [await customer(), await customer(), await customer()];
    const [known, first, order] = [await license(b), await license(a), await invoice(a)];
    await merge(b, c);
    await eventually(async () => {
      expect(await customerOf(known)).toBe(c);
    });
    await merge(a, b);
    const ids = [first, await license(a)];
    const owners = async () => new Set([...(await Promise.all(ids.map(customerOf))), await payerOf(order)]);
    for (const [revert, owner] of [
      [() => undefined, c],
      [() => takeBack(b, c), b],
      [() => takeBack(a, b), a],
    ] as const) {
      await revert();
      await eventually(async () => {
        expect(await owners()).toEqual(new Set([owner]));
      });
    }
  });

  it('nothing is left behind when it moves at the same moment [API-CUS-04]', async () => {
    for (let round = 0; round < 3; round++) {
      const [from, into, next] = [await customer(), await customer(), await customer()];
      const ids = await Promise.all(Array.from({ length: 10 }, () => license(from)));
      await merge(from, into);
      const adding = Promise.all(Array.from({ length: 5 }, () => license(from)));
      await Promise.all([merge(into, next), takeBack(from, into)]);
      ids.push(...(await adding));
      await eventually(async () => {
        expect(new Set(await Promise.all(ids.map(customerOf)))).toEqual(new Set([from]));
      });
    }
  });

  it('what is noted only after the end of a chain was parted from it still goes back there [API-CUS-04]', async () => {
    const [a, b, c] = [await customer(), await customer(), await customer()];
    const [known, first] = [await license(b), await license(a)];
    await merge(b, c);
    await merge(a, b);
    const { pool } = licenses.store;
    await eventually(async () => {
      expect([await customerOf(known), await customerOf(first)]).toEqual([c, c]);
      const noted = "select distinct id from moved_by_merge where kind = 'license' and id = any ($1)";
      expect((await pool.query(noted, [[known, first]])).rows).toHaveLength(2);
    });
    const client = await pool.connect();
    await client.query('set idle_in_transaction_session_timeout = 0'); // holds the lock for as long as it takes, not for as long as a pod may
    await client.query('begin');
    await client.query('lock table moved_by_merge in exclusive mode'); // may be read meanwhile
    try {
      const late = await license(a);
      await eventually(async () => {
        expect(await customerOf(late)).toBe(c);
      });
      await takeBack(b, c);
      await eventually(async () => {
        expect(await customerOf(known)).toBe(b);
      });
      await client.query('commit');
      await eventually(async () => {
        expect([await customerOf(first), await customerOf(late)]).toEqual([b, b]);
      });
    } finally {
      client.release(true);
    }
  });
});

it('the licensee that a registration names is cleared or kept in one event [SL-REG-18, SL-REG-27]', async () => {
  const customerId = await customer();
  const licenseId = await license(customerId);
  const data = { ...LicenseeRegistered.sample, authorId, customerId, licenseId, licensee: { name: null } };
  await tell({ type: 'LicenseeRegistered', data });
  await eventually(async () => {
    const { license: facts } = await licenses.value(GetLicense, { authorId, reference: { licenseId } });
    expect(facts).toMatchObject({ licenseeName: '', licenseeEmail: 'anna@example.com', version: 2 });
  });
  await tell({ type: 'LicenseeRegistered', data });
  const other = await license(customerId);
  await tell({ type: 'LicenseeRegistered', data: { ...data, licenseId: other } });
  await eventually(async () => (await version(other)) === 2);
  expect(await version(licenseId)).toBe(2); // told again, nothing differs
});

it('a license without customer gets the one that its registration made [UNI-78]', async () => {
  const licenseId = await license(null);
  const customerId = ++last;
  await tell({
    type: 'CustomerCreated',
    data: { ...CustomerCreated.sample, authorId, customerId, forLicenseId: licenseId },
  });
  await eventually(async () => (await customerOf(licenseId)) === customerId);
});
