import { type ProductFacts, type ProductUpdateFacts, nativeId } from '@licet/contracts';

/** An update as the native API shows it; the password of its server never. [API-PRD-07] */
export function updateView(update: ProductUpdateFacts, product: Pick<ProductFacts, 'uuid'>) {
  const { uuid, settings, version, createdAt, updatedAt } = update;
  const { authentication, user, latestFreeVersion, ...others } = settings;
  return {
    id: nativeId('update', uuid),
    object: 'update',
    createdAt,
    updatedAt,
    version,
    productId: nativeId('product', product.uuid),
    ...others,
    latestFreeVersion: latestFreeVersion || null,
    authentication: { type: authentication, user: user || null, password: null },
  };
}
