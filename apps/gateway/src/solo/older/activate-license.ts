import { ActivateInstallation, codeRow, type Refusal, type RequestOf } from '@licet/contracts';
import { typedOperation } from '../asmx/typed-operation.ts';
import { activationMessage } from '../codes/activation-codes.ts';
import { olderActivationCodeOf } from '../codes/older-activation-codes.ts';
import { bool, int, text, token } from '../document/fields.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const fields = {
  ...{ licenseID: int, password: text(255), productID: int, code1: int, code2: int },
  ...{ serialNumber: token(255), requireRegistration: bool },
};
type Asked = Values<typeof fields>;
const result = {
  ErrorCode: 'int',
  ErrorMessage: 'string',
  Product: 'string',
  LicenseID: 'int',
  Quantity: 'int',
  RegCode1: 'int',
  RegCode2: 'int',
  LicenseUpdate: 'string',
  UnlocksLeft: 'int',
} as const;
const nothing = { Product: '', LicenseID: 0, Quantity: 0, RegCode1: 0, RegCode2: 0, LicenseUpdate: '', UnlocksLeft: 0 };

/**
 * Grants an activation as ActivateInstallation does, without key set and InstallationID. An option that issues no trigger codes has 0 for
 * both. [LG-04, LG-05, TC-10]
 */
export const activateLicense = typedOperation('ActivateLicense', { reads: fields, replies: result, handle: activate });

async function activate(asked: Asked, call: SoloCall) {
  const parameters = parametersOf(asked);
  const granted = await call.ask(ActivateInstallation, { protection: null, parameters });
  if (!granted.ok) return { ...failureOf(granted.refusal), ...nothing };
  await call.settle(granted.positions);
  const { product, licenseId, quantity, licenseUpdate, activationsLeft, registrationKeys } = granted.value;
  const codes = { RegCode1: registrationKeys?.first ?? 0, RegCode2: registrationKeys?.second ?? 0 };
  return {
    ...{ ErrorCode: 0, ErrorMessage: '', Product: product, LicenseID: licenseId, Quantity: quantity },
    ...{ ...codes, LicenseUpdate: licenseUpdate, UnlocksLeft: activationsLeft },
  };
}

const failureOf = (refusal: Refusal) => ({
  ErrorCode: olderActivationCodeOf(refusal),
  ErrorMessage: activationMessage(codeRow(refusal.code).activation ?? 0),
});

/** Null when one is not of its form. 0 and the empty text mean not given. [LG-05] */
function parametersOf(asked: Asked): RequestOf<typeof ActivateInstallation>['parameters'] {
  const {
    licenseID = 0,
    productID = 0,
    code1 = 0,
    code2 = 0,
    requireRegistration = false,
    password,
    serialNumber,
  } = asked;
  if (licenseID === null || productID === null || code1 === null || code2 === null) return null;
  if (requireRegistration === null || password === null || serialNumber === null) return null;
  if (licenseID < 0 || productID < 0) return null;
  return {
    licenseId: licenseID === 0 ? null : licenseID,
    password: password ?? null,
    serialNumber: serialNumber ?? null,
    productIds: productID === 0 ? [] : [productID],
    optionId: null,
    userCode1: code1,
    userCode2: code2,
    requireRegistration,
    version: null,
    name: null,
    relatedInstallationId: null,
    activationData: null,
    clientTime: null,
  };
}
