import { Nullable, type ProductFacts, ProductSettings, defaultProduct, ipId, nativeId } from '@licet/contracts';
import Type from 'typebox';
import { Answer, IpId, type Shown, SoloNumber, head } from '../http/view-schema.ts';

const { dnaProductId, ...settingsShown } = ProductSettings.properties;

/** DNA's name of a product is told apart. */
const shownOf = ({ dnaProductId, ...shown }: ProductSettings) => ({ dnaProductId, shown });

/** [native-api 3] */
export const ProductView = Answer(
  'Product',
  {
    ...head('product', 'product'),
    ...settingsShown,
    solo: Type.Object({ productId: SoloNumber }),
    dna: Type.Object({ productId: Nullable(dnaProductId) }),
    ip: Type.Object({ projectId: IpId }),
  },
  {
    id: 'prd_01k9qpwf00e0080000000000z9',
    object: 'product',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    ...shownOf({ ...defaultProduct, name: 'Example Editor', sku: 'EX-1', latestVersion: '4.2.0.0' }).shown,
    solo: { productId: 1001 },
    dna: { productId: null },
    ip: { projectId: '6e6f9a01003c007080000000000003e9' },
  },
);

/** A product as the native API shows it. [native-api 3] */
export function productView({
  productId,
  uuid,
  settings,
  version,
  createdAt,
  updatedAt,
}: ProductFacts): Shown<typeof ProductView> {
  const { dnaProductId, shown } = shownOf(settings);
  return {
    id: nativeId('product', uuid),
    object: 'product',
    createdAt,
    updatedAt,
    version,
    ...shown,
    solo: { productId },
    dna: { productId: dnaProductId || null },
    ip: { projectId: ipId(uuid) },
  };
}
