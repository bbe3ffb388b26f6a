import { asmxService, typedService } from './asmx/service.ts';
import { activateInstallation } from './activation/activate-installation.ts';
import { checkInstallationStatus } from './activation/check-installation-status.ts';
import { deactivateInstallation } from './activation/deactivate-installation.ts';
import { customerLogin } from './customer/customer-login.ts';
import { customerSearch } from './customer/customer-search.ts';
import { getCustomerDataByAuthor } from './customer/get-customer-data-by-author.ts';
import { add } from './license/add.ts';
import { getLicenseCustomData } from './license/get-license-custom-data.ts';
import { infoCheck } from './license/info-check.ts';
import { register, updateRegistration } from './license/register.ts';
import { updateActivationFields } from './license/update-activation-fields.ts';
import { updateCheck } from './license/update-check.ts';
import { updateLicenseCustomData } from './license/update-license-custom-data.ts';
import { updateUserDefinedFields } from './license/update-user-defined-fields.ts';
import { validateRegistration } from './license/validate-registration.ts';
import { activateLicense } from './older/activate-license.ts';
import { addLicenseAndUnregisteredCustomer } from './older/add-license-and-unregistered-customer.ts';
import { createCustomer } from './older/create-customer.ts';

/** Every operation of the SOLO dialect that takes a document. Routes, WSDL, help pages and the tables of the suites come from here. [design 6] */
export const soloServices = [
  asmxService('XmlLicenseService', [
    infoCheck,
    updateCheck,
    add,
    updateActivationFields,
    validateRegistration,
    register,
    updateRegistration,
    updateUserDefinedFields,
    getLicenseCustomData,
    updateLicenseCustomData,
  ]),
  asmxService('XmlCustomerService', [customerSearch, getCustomerDataByAuthor, customerLogin]),
  asmxService('XmlActivationService', [activateInstallation, deactivateInstallation, checkInstallationStatus]),
];

/** The older services, whose operations take parameters of types. [LG] */
export const olderServices = [
  typedService('CustomerServer', [createCustomer]),
  typedService('LicenseServer', [addLicenseAndUnregisteredCustomer]),
  typedService('ActivationServer', [activateLicense]),
];
