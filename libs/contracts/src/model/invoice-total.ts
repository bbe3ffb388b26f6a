import type { InvoiceLine } from './invoice.ts';

const decimals = 4;
const unit = 10n ** BigInt(decimals);

/** Sum of quantity times unit price, exact, with two decimals at least. [FMT-02] */
export function totalOf(lines: readonly Pick<InvoiceLine, 'quantity' | 'unitPrice'>[]): string {
  const sum = lines.reduce((total, { quantity, unitPrice }) => total + BigInt(quantity) * scaled(unitPrice), 0n);
  const fraction = String(sum % unit).padStart(decimals, '0');
  return `${sum / unit}.${fraction.replace(/0{1,2}$/, '')}`;
}

function scaled(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
