import type pg from 'pg';

export type NumberKind = 'author' | 'product' | 'option' | 'customer' | 'license' | 'invoice' | 'renewal';

const blockSize = 50;

/** Integer ids of one kind, fetched in blocks. Gaps are allowed (a process that stops loses the rest of its block), repeats never. */
export class NumberBlocks {
  private block: number[] = [];
  private fetching: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly kind: NumberKind,
  ) {}

  async next(): Promise<number> {
    for (;;) {
      const number = this.block.shift();
      if (number !== undefined) return number;
      await (this.fetching ??= this.fetch().finally(() => (this.fetching = undefined)));
    }
  }

  private async fetch(): Promise<void> {
    const { rows } = await this.pool.query<{ number: number }>(
      'select nextval($1::regclass)::int as number from generate_series(1, $2)',
      [`${this.kind}_number`, blockSize],
    );
    this.block = rows.map(({ number }) => number);
  }
}
