import { type Decider, type Decision, type LicenseEvent } from '@licet/contracts';
import { type AddLicenseCommand, addLicense } from './add-license.ts';
import type { DecisionContext } from './caller.ts';
import { type FollowInvoiceCommand, followInvoice } from './follow-invoice.ts';
import { type LicenseState, evolveLicense, noLicense } from './license.ts';
import { type PurgeLicenseCommand, purgeLicense } from './purge-license.ts';
import { type RenewLicenseCommand, renewLicense } from './renew-license.ts';
import { type ReplaceCustomDataCommand, replaceCustomData } from './replace-custom-data.ts';
import { type ReplaceUserFieldsCommand, replaceUserFields } from './replace-user-fields.ts';
import { type TakeRegistrationCommand, takeRegistration } from './take-registration.ts';
import { type ReleaseLicenseCommand, releaseLicense } from './release-license.ts';
import { type RotateActivationPasswordCommand, rotateActivationPassword } from './rotate-activation-password.ts';
import { type UpdateLicenseCommand, updateLicense } from './update-license.ts';

export type LicenseCommand =
  | AddLicenseCommand
  | UpdateLicenseCommand
  | TakeRegistrationCommand
  | ReplaceUserFieldsCommand
  | ReplaceCustomDataCommand
  | ReleaseLicenseCommand
  | RotateActivationPasswordCommand
  | FollowInvoiceCommand
  | RenewLicenseCommand
  | PurgeLicenseCommand;

export const licenseDecider: Decider<LicenseCommand, LicenseState, LicenseEvent, DecisionContext> = {
  initialState: noLicense,
  decide: decideLicense,
  evolve: evolveLicense,
};

export function decideLicense(
  command: LicenseCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  switch (command.type) {
    case 'AddLicense':
      return addLicense(command, context);
    case 'UpdateLicense':
      return updateLicense(command, state, context);
    case 'TakeRegistration':
      return takeRegistration(command, state, context);
    case 'ReplaceUserFields':
      return replaceUserFields(command, state, context);
    case 'ReplaceCustomData':
      return replaceCustomData(command, state, context);
    case 'ReleaseLicense':
      return releaseLicense(command, state, context);
    case 'RotateActivationPassword':
      return rotateActivationPassword(command, state, context);
    case 'FollowInvoice':
      return followInvoice(command, state, context);
    case 'RenewLicense':
      return renewLicense(command, state, context);
    case 'PurgeLicense':
      return purgeLicense(command, state, context);
  }
}
