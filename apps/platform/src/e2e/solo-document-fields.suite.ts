import type { Fields } from '../clients/solo-client.ts';

/** Members of a document, in their order. */
export const xmlOf = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
    .join('');
