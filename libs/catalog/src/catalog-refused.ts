/** A catalog file that cannot be taken, or that the platform refuses. The message has a line per place: where, why, and what would be right. */
export class CatalogRefused extends Error {
  override readonly name = 'CatalogRefused';
}
