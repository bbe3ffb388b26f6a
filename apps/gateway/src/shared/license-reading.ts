import { type CommandBus, ServiceUnavailable } from '@licet/command-bus';
import {
  type CallContext,
  GetLedger,
  GetLicense,
  type LedgerFacts,
  type LicenseFacts,
  type RequestOf,
  type UnifiedStatus,
  endOf,
  unifiedStatus,
} from '@licet/contracts';

/** A license with what is used of it, as its two owners tell it now. */
export interface LicenseReading {
  /** `expiresAt`: when it ends, by days from its first activation too. [API-OPT-04] */
  license: LicenseFacts;
  ledger: LedgerFacts;
  status: UnifiedStatus;
}

/**
 * Reads one license of an account; undefined when it has none such. An owner that cannot be asked makes it throw: what cannot be known is
 * never answered by a business code. [design 4, reads of one license; RC-OBS-04]
 */
export async function readLicense(
  bus: CommandBus,
  authorId: number,
  reference: RequestOf<typeof GetLicense>['reference'],
  context: CallContext,
): Promise<LicenseReading | undefined> {
  const found = await bus.call(GetLicense, { authorId, reference }, context);
  if (!found.ok) {
    if (found.refusal.code === 'not_found') return undefined;
    throw new Error(`GetLicense refused: ${found.refusal.code}`);
  }
  const { licenseId, settings, product } = found.value.license;
  const used = await bus.call(GetLedger, { licenseId }, context);
  if (!used.ok) throw new ServiceUnavailable('activations', `it has no ledger of license ${licenseId} yet`);
  const ledger = used.value;
  const license = { ...found.value.license, expiresAt: endOf(found.value.license, ledger.firstActivatedAt) };
  const status = unifiedStatus({
    license,
    ledger,
    option: settings,
    product: product.settings,
    now: new Date(),
    overlays: { orderBlocked: license.invoice?.blocked === true }, // [UNI-33]
  });
  return { license, ledger, status };
}
