import { type ProductFacts, type SerialFacts, nativeId } from '@licet/contracts';

/** A serial number of a list as the native API shows it; its password never. [API-PRD-09] */
export function serialView(listed: SerialFacts, product: Pick<ProductFacts, 'uuid'>) {
  const { uuid, serial, hasPassword, licenseId, createdAt } = listed;
  return {
    id: nativeId('serial', uuid),
    object: 'serial',
    createdAt,
    updatedAt: createdAt,
    version: 1,
    productId: nativeId('product', product.uuid),
    serial,
    hasPassword,
    used: licenseId !== null,
    solo: { licenseId },
  };
}
