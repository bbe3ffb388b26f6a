import type { CustomData, OptionSettings } from '@licet/contracts';
import { element, writeXml } from '@licet/xml';

/** What custom data of a license begin with: the parameters of its option as one document; undefined where it has none. [PO-14, SL-ADD-29] */
export function firstCustomData({ customParameters }: OptionSettings): CustomData | undefined {
  if (customParameters.length === 0) return undefined;
  const parameters = customParameters.map(({ name, value }) => element(name, value));
  return { format: 'xml', value: writeXml(element('CustomLicenseParameters', parameters)) };
}
