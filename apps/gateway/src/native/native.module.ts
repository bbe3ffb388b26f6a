import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GetAccountController } from './account/get-account.ts';
import { GetUsageController } from './account/get-usage.ts';
import { UpdateAccountController } from './account/update-account.ts';
import { CreateCustomerEntryController } from './balances/create-customer-entry.ts';
import { CreateLicenseEntryController } from './balances/create-license-entry.ts';
import { ListCustomerBalancesController } from './balances/list-customer-balances.ts';
import { ListCustomerEntriesController } from './balances/list-customer-entries.ts';
import { ListLicenseBalancesController } from './balances/list-license-balances.ts';
import { ListLicenseEntriesController } from './balances/list-license-entries.ts';
import { CreateCustomerController } from './customers/create-customer.ts';
import { GetCustomerController } from './customers/get-customer.ts';
import { GetCustomerPasswordController } from './customers/get-customer-password.ts';
import { ListCustomersController } from './customers/list-customers.ts';
import { IncludedInCustomer } from './customers/included-in-customer.ts';
import { MergeCustomerController } from './customers/merge-customer.ts';
import { EraseCustomerController } from './customers/erase-customer.ts';
import { RevertMergeController } from './customers/revert-merge.ts';
import { UpdateCustomerController } from './customers/update-customer.ts';
import { SetCustomerPasswordController } from './customers/set-customer-password.ts';
import { ListEventsController } from './events/list-events.ts';
import { OpenStreams } from './events/open-streams.ts';
import { StreamEventsController } from './events/stream-events.ts';
import { timelineControllers } from './events/timelines.ts';
import { AnswerHook } from './http/answer-hook.ts';
import { MethodsOffered } from './http/methods-offered.ts';
import { NetworkLimits } from './http/network-limits.ts';
import { RateLimits } from './http/rate-limits.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { GetInstallationController } from './installations/get-installation.ts';
import { ListInstallationTransitionsController } from './installations/list-installation-transitions.ts';
import { ListInstallationsController } from './installations/list-installations.ts';
import { TransitionInstallationController } from './installations/transition-installation.ts';
import { CreateInvoiceController } from './invoices/create-invoice.ts';
import { GetInvoiceController } from './invoices/get-invoice.ts';
import { InvoiceAnswers } from './invoices/invoice-answers.ts';
import { ListInvoiceTransitionsController } from './invoices/list-invoice-transitions.ts';
import { ListInvoicesController } from './invoices/list-invoices.ts';
import { TransitionInvoiceController } from './invoices/transition-invoice.ts';
import { UpdateInvoiceController } from './invoices/update-invoice.ts';
import { CreateJobController } from './jobs/create-job.ts';
import { GetJobController } from './jobs/get-job.ts';
import { ListJobsController } from './jobs/list-jobs.ts';
import { CreateKeyController } from './keys/create-key.ts';
import { GetKeyController } from './keys/get-key.ts';
import { GetSelfKeyController } from './keys/get-self-key.ts';
import { ListKeysController } from './keys/list-keys.ts';
import { RotateKeyController } from './keys/rotate-key.ts';
import { TransitionKeyController } from './keys/transition-key.ts';
import { UpdateKeyController } from './keys/update-key.ts';
import { ChangeLicense } from './licenses/change-license.ts';
import { CreateLicenseController } from './licenses/create-license.ts';
import { CustomerIds } from './licenses/customer-ids.ts';
import { GetLicenseController } from './licenses/get-license.ts';
import { LicenseAnswers } from './licenses/license-answers.ts';
import { LicenseSecretsController } from './licenses/license-secrets.ts';
import { ListLicenseTransitionsController } from './licenses/list-license-transitions.ts';
import { ListLicensesController } from './licenses/list-licenses.ts';
import { LookupLicenseController } from './licenses/lookup-license.ts';
import { TransitionLicenseController } from './licenses/transition-license.ts';
import { ReleaseLicenseController } from './licenses/release-license.ts';
import { RenewLicenseController } from './licenses/renew-license.ts';
import { UnlockLicenseController } from './licenses/unlock-license.ts';
import { UpdateLicenseController } from './licenses/update-license.ts';
import { CreateOptionController } from './options/create-option.ts';
import { GetOptionController } from './options/get-option.ts';
import { ListOptionsController } from './options/list-options.ts';
import { ListOptionTransitionsController } from './options/list-option-transitions.ts';
import { TransitionOptionController } from './options/transition-option.ts';
import { UpdateOptionController } from './options/update-option.ts';
import { CreateProductController } from './products/create-product.ts';
import { GetProductController } from './products/get-product.ts';
import { ListProductsController } from './products/list-products.ts';
import { ListProductTransitionsController } from './products/list-product-transitions.ts';
import { TransitionProductController } from './products/transition-product.ts';
import { UpdateProductController } from './products/update-product.ts';
import { CreateRenewalController } from './renewals/create-renewal.ts';
import { GetRenewalController } from './renewals/get-renewal.ts';
import { ListRenewalTransitionsController } from './renewals/list-renewal-transitions.ts';
import { ListRenewalsController } from './renewals/list-renewals.ts';
import { TransitionRenewalController } from './renewals/transition-renewal.ts';
import { DeleteSerialController } from './serials/delete-serial.ts';
import { ListSerialsController } from './serials/list-serials.ts';
import { LoadSerialsController } from './serials/load-serials.ts';
import { FailedTries } from './sign-in/failed-tries.ts';
import { RefreshSignInController } from './sign-in/refresh-sign-in.ts';
import { PasswordCalls } from './sign-in/password-calls.ts';
import { OpenIdController } from './sign-in/open-id.ts';
import { SecondFactorController } from './sign-in/second-factor.ts';
import { SignInController } from './sign-in/sign-in.ts';
import { SignInNames } from './sign-in/sign-in-names.ts';
import { StartTrialController } from './trials/start-trial.ts';
import { SignOutController } from './sign-in/sign-out.ts';
import { ChangeUpdateController } from './updates/change-update.ts';
import { CreateUpdateController } from './updates/create-update.ts';
import { DeleteUpdateController } from './updates/delete-update.ts';
import { GetUpdateController } from './updates/get-update.ts';
import { ListUpdatesController } from './updates/list-updates.ts';
import { CreateUserController } from './users/create-user.ts';
import { EndUserSecondFactorController } from './users/end-user-second-factor.ts';
import { GetUserController } from './users/get-user.ts';
import { ListUsersController } from './users/list-users.ts';
import { RotateUserController } from './users/rotate-user.ts';
import { TransitionUserController } from './users/transition-user.ts';
import { UpdateUserController } from './users/update-user.ts';

/** The product's own API under `/api/v1`. Its filter also answers for paths that no dialect owns. [native-api] */
@Module({
  controllers: [
    ListProductsController,
    CreateProductController,
    GetProductController,
    UpdateProductController,
    TransitionProductController,
    ListProductTransitionsController,
    ListSerialsController,
    LoadSerialsController,
    DeleteSerialController,
    ListUpdatesController,
    CreateUpdateController,
    GetUpdateController,
    ChangeUpdateController,
    DeleteUpdateController,
    ListOptionsController,
    CreateOptionController,
    GetOptionController,
    UpdateOptionController,
    TransitionOptionController,
    ListOptionTransitionsController,
    ListCustomersController,
    CreateCustomerController,
    GetCustomerController,
    UpdateCustomerController,
    SetCustomerPasswordController,
    GetCustomerPasswordController,
    MergeCustomerController,
    RevertMergeController,
    EraseCustomerController,
    ListLicensesController,
    CreateLicenseController,
    GetLicenseController,
    LookupLicenseController,
    UpdateLicenseController,
    TransitionLicenseController,
    ListLicenseTransitionsController,
    LicenseSecretsController,
    ReleaseLicenseController,
    RenewLicenseController,
    UnlockLicenseController,
    ListInstallationsController,
    GetInstallationController,
    TransitionInstallationController,
    ListInstallationTransitionsController,
    ListLicenseBalancesController,
    ListCustomerBalancesController,
    CreateCustomerEntryController,
    ListCustomerEntriesController,
    CreateLicenseEntryController,
    ListLicenseEntriesController,
    CreateInvoiceController,
    GetInvoiceController,
    UpdateInvoiceController,
    TransitionInvoiceController,
    ListInvoicesController,
    ListInvoiceTransitionsController,
    ListRenewalsController,
    CreateRenewalController,
    GetRenewalController,
    TransitionRenewalController,
    ListRenewalTransitionsController,
    ListEventsController,
    StreamEventsController,
    ...timelineControllers,
    GetAccountController,
    UpdateAccountController,
    GetUsageController,
    ListJobsController,
    CreateJobController,
    GetJobController,
    ListKeysController,
    CreateKeyController,
    GetSelfKeyController,
    GetKeyController,
    UpdateKeyController,
    TransitionKeyController,
    RotateKeyController,
    ListUsersController,
    CreateUserController,
    GetUserController,
    UpdateUserController,
    TransitionUserController,
    RotateUserController,
    EndUserSecondFactorController,
    SignInController,
    SecondFactorController,
    OpenIdController,
    StartTrialController,
    RefreshSignInController,
    SignOutController,
  ],
  providers: [
    MethodsOffered,
    RateLimits,
    OpenStreams,
    PasswordCalls,
    SignInNames,
    FailedTries,
    NetworkLimits,
    AnswerHook,
    CustomerIds,
    LicenseAnswers,
    InvoiceAnswers,
    IncludedInCustomer,
    ChangeLicense,
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class NativeModule {}
