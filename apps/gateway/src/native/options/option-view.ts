import { type OptionFacts, type ProductFacts, ipId, nativeId } from '@licet/contracts';

/** An option as the native API shows it. [native-api 3] */
export function optionView(
  { optionId, uuid, settings, version, createdAt, updatedAt }: OptionFacts,
  product: Pick<ProductFacts, 'uuid' | 'settings'>,
) {
  const { name, ip, ...others } = settings;
  return {
    id: nativeId('option', uuid),
    object: 'option',
    createdAt,
    updatedAt,
    version,
    productId: nativeId('product', product.uuid),
    name,
    fullName: `${product.settings.name} ${name}`,
    ...others,
    solo: { prodOptionId: optionId },
    ip: { presetId: ipId(uuid), ...ip },
  };
}
