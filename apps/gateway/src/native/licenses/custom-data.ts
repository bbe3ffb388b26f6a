import { type CustomData, longestCustomData } from '@licet/contracts';
import { XmlRejected, parseXml } from '@licet/xml';
import { Problem } from '../http/problem.ts';

/** Refuses what is not of the format that it names; nothing at all is of every format and clears it. [API-LIC-19] */
export function assertWellFormed(customData: CustomData | undefined): void {
  if (!customData || customData.value === '' || isOfItsFormat(customData)) return;
  const detail = `is no ${customData.format} document`;
  throw new Problem('parameter_invalid', undefined, {
    errors: [{ pointer: '/customData/value', code: 'invalid', detail }],
  });
}

function isOfItsFormat({ format, value }: CustomData): boolean {
  try {
    if (format === 'json') JSON.parse(value);
    if (format === 'xml') parseXml(value, { size: 4 * longestCustomData });
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof XmlRejected) return false;
    throw error;
  }
}
