import {
  Nullable,
  type ProductFacts,
  type ProductUpdateFacts,
  ProductUpdateSettings,
  defaultProductUpdate,
  nativeId,
} from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, IdOf, type Shown, head } from '../http/view-schema.ts';

const settingsShown = Type.Omit(ProductUpdateSettings, ['authentication', 'user']).properties;

/** [API-PRD-07] */
export const UpdateView = Answer(
  'Update',
  {
    ...head('update', 'update'),
    productId: IdOf('product'),
    ...settingsShown,
    latestFreeVersion: Nullable(AnyText),
    authentication: Type.Object({
      type: ProductUpdateSettings.properties.authentication,
      user: Nullable(AnyText),
      password: Type.Null(),
    }),
  },
  {
    id: 'upd_01k9qpwf00e008000000000md3',
    object: 'update',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    productId: 'prd_01k9qpwf00e0080000000000z9',
    ...defaultProductUpdate,
    user: undefined,
    name: 'Example Editor 4',
    latestVersion: '4.3.0.0',
    latestFreeVersion: null,
    messages: { en: 'Version 4.3 is there.' },
    authentication: { type: 'customFtp', user: 'anna', password: null },
  },
);

/** An update as the native API shows it; the password of its server never. [API-PRD-07] */
export function updateView(update: ProductUpdateFacts, product: Pick<ProductFacts, 'uuid'>): Shown<typeof UpdateView> {
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
