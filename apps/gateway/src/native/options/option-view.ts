import {
  Nullable,
  type OptionFacts,
  OptionSettings,
  PluginSettings,
  type ProductFacts,
  defaultOption,
  ipId,
  nativeId,
} from '@licet/contracts';
import Type from 'typebox';
import { without } from '../../shared/without.ts';
import { Answer, AnyText, IdOf, IpId, type Shown, SoloNumber, head } from '../http/view-schema.ts';

const { activation, triggerCodes } = OptionSettings.properties;
const { url, timeoutMs } = PluginSettings.properties;
/** The secret of a plugin is written, never shown. [API-OPT-12] */
const ActivationView = Type.Object({
  ...activation.properties,
  plugin: Nullable(Type.Object({ url, timeoutMs, secret: Type.Null() })),
});

/** So are the seeds of trigger codes. */
const TriggerCodesView = Type.Object({ ...triggerCodes.properties, seed: Type.Null(), regKey2Seed: Type.Null() });

/** [native-api 3] */
export const OptionView = Answer(
  'Option',
  {
    ...head('option', 'option'),
    productId: IdOf('product'),
    fullName: AnyText,
    ...Type.Omit(OptionSettings, ['replacedBy']).properties,
    replacedByOptionId: Nullable(IdOf('option')),
    activation: ActivationView,
    triggerCodes: TriggerCodesView,
    solo: Type.Object({ prodOptionId: SoloNumber }),
    ip: Type.Object({ presetId: IpId, ...OptionSettings.properties.ip.properties }),
  },
  {
    id: 'opt_01k9qpwf00e0080000000001yh',
    object: 'option',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    productId: 'prd_01k9qpwf00e0080000000000z9',
    ...without(defaultOption, 'replacedBy'),
    replacedByOptionId: null,
    name: 'Single user',
    fullName: 'Example Editor Single user',
    solo: { prodOptionId: 2001 },
    ip: { presetId: '6e6f9a01003c007080000000000007d1', ...defaultOption.ip },
  },
);

/** An option as the native API shows it. [native-api 3] */
export function optionView(
  { optionId, uuid, settings, version, createdAt, updatedAt }: OptionFacts,
  product: Pick<ProductFacts, 'uuid' | 'settings'>,
): Shown<typeof OptionView> {
  const { name, ip, activation, triggerCodes, replacedBy, ...others } = settings;
  const plugin = activation.plugin && { ...activation.plugin, secret: null };
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
    replacedByOptionId: replacedBy && nativeId('option', replacedBy.uuid),
    activation: { ...activation, plugin },
    triggerCodes: { ...triggerCodes, seed: null, regKey2Seed: null },
    solo: { prodOptionId: optionId },
    ip: { presetId: ipId(uuid), ...ip },
  };
}
