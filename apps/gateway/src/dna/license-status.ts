import type { DnaOperation } from './dna-operation.ts';
import { isRefused } from './dna-operation.ts';
import { findLicense } from './find-license.ts';

/** «Licenses Status»: existence, type and state of a license in one string. Changes nothing. [DNA-STATUS] */
export const licenseStatus: DnaOperation = {
  method: 'GET',
  path: 'licenses/:productId/:licenseId/status',
  async answer(call) {
    const found = await findLicense(call);
    return isRefused(found) ? found : { status: 200, body: { Status: found.status.dna } };
  },
};
