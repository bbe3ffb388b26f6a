import { FindProduct, type ProductFacts } from '@licet/contracts';
import { type LicenseReading, readLicense } from '../shared/license-reading.ts';
import { type DnaCall, type DnaRefusal, refused } from './dna-operation.ts';

const productIds = /^P[0-9]{7}$/i; // [DNA-HTTP-03]
const licenseIds = /^[A-Za-z0-9-]{1,64}$/; // [DNA-HTTP-04]
const largestNumber = 2147483647;

/**
 * The license of the path: formats first, then product, then license. Refusals are in this order, and the same for what belongs to another
 * account as for what does not exist. [DNA-HTTP-06 … DNA-HTTP-12, DNA-ERR-08]
 */
export async function findLicense(call: DnaCall): Promise<LicenseReading | DnaRefusal> {
  const { bus, context, authorId, parameters } = call;
  const { productId, licenseId } = parameters;
  if (!productId || !productIds.test(productId)) return refused(400, 'Invalid ProductId format');
  if (!licenseId || !licenseIds.test(licenseId)) return refused(400, 'Invalid LicenseId format');
  const product = await bus.call(FindProduct, { authorId, dnaProductId: productId }, context);
  if (!product.ok) return refused(404, 'Product not found');
  return (await findByKey(call, product.value, licenseId)) ?? refused(404, 'License not found');
}

/** By key, or where no key matches by the decimal SOLO LicenseID. [UNI-04, UNI-05] */
async function findByKey(
  { bus, context, authorId }: DnaCall,
  { productId }: ProductFacts,
  key: string,
): Promise<LicenseReading | undefined> {
  const found = await readLicense(bus, authorId, { key, productId }, context);
  if (found || !/^[1-9][0-9]{0,9}$/.test(key) || Number(key) > largestNumber) return found;
  const byNumber = await readLicense(bus, authorId, { licenseId: Number(key) }, context);
  return byNumber?.license.productId === productId ? byNumber : undefined;
}
