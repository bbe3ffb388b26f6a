import type { SoloReply } from '../clients/solo-client.ts';
import type { Product, Sold } from './product.suite.ts';

const failure = ['ResultCode', 'ErrorMessage', 'ServerDateTime'];
/** What a refusal tells beside, where the license is known. */
export const withLicense = ['Product', 'LicenseID', 'Quantity', 'ActivationsLeft', 'IsTestLicense'];
export const unknownId = '3t1-abcdefghijklmnopqrstuvwxyz';

/** Activations and deactivations left. */
export const counts = async ({ solo }: Product, { LicenseID }: Sold) => {
  const { fields } = await solo.infoCheck({ LicenseID });
  return [fields.RemainingActivations, fields.RemainingDeactivations].map(Number);
};

/** Elements in their order, with the sentence and the time in their forms. [SA-GEN-05, SA-GEN-06, SA-GEN-08, SA-GEN-13] */
export function expectFailure({ fields }: SoloReply, code: number, more: string[] = []): void {
  expect(fields.ResultCode).toBe(String(code));
  expect(Object.keys(fields)).toEqual([...failure.slice(0, 2), ...more, 'ServerDateTime']);
  expect(fields.ErrorMessage).toMatch(/^[A-Z].+\.$/);
  expect(fields.ServerDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
}
