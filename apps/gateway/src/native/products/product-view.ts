import { type ProductFacts, ipId, nativeId } from '@licet/contracts';

/** A product as the native API shows it. [native-api 3] */
export function productView({ productId, uuid, settings, version, createdAt, updatedAt }: ProductFacts) {
  const { name, description, sku, status, latestVersion, dnaProductId, orderLevel = 0 } = settings;
  return {
    id: nativeId('product', uuid),
    object: 'product',
    createdAt,
    updatedAt,
    version,
    name,
    description,
    sku,
    status,
    latestVersion,
    orderLevel,
    solo: { productId },
    dna: { productId: dnaProductId || null },
    ip: { projectId: ipId(uuid) },
  };
}
