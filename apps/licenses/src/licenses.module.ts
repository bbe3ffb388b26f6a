import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { StartTrialHandler } from './add-license/start-trial.ts';
import { TrialBudgets } from './add-license/trial-budgets.ts';
import { TrialsOfMachines } from './add-license/trials-of-machines.ts';
import { AddLicenseHandler } from './add-license/add-license.ts';
import { AddLicensesHandler } from './add-license/add-licenses.ts';
import { Issuer } from './add-license/issuer.ts';
import { LicenseIssue } from './add-license/license-issue.ts';
import { SerialStock } from './add-license/serial-stock.ts';
import { SurroundingsOf } from './add-license/surroundings-of.ts';
import { Licenses, Options, Products } from './aggregates.ts';
import { AskForLicensesHandler } from './ask-for-licenses/ask-for-licenses.ts';
import { Clock } from './clock.ts';
import { commandBus } from './command-bus.token.ts';
import { CreateJobHandler } from './create-job/create-job.ts';
import { ChangeProductUpdateHandler } from './change-product-update/change-product-update.ts';
import { CheckUpdateHandler } from './check-update/check-update.ts';
import { CreateInvoiceHandler } from './create-invoice/create-invoice.ts';
import { PrepareLines } from './create-invoice/prepare-lines.ts';
import { CreateOptionHandler } from './create-option/create-option.ts';
import { CreateProductHandler } from './create-product/create-product.ts';
import { CreateProductUpdateHandler } from './create-product-update/create-product-update.ts';
import { CatalogNotes } from './catalog-notes.ts';
import { CustomDataVault } from './custom-data-vault.ts';
import { DeleteSerialHandler } from './delete-serial/delete-serial.ts';
import { DeleteProductUpdateHandler } from './delete-product-update/delete-product-update.ts';
import { FindLicenseHandler } from './find-license/find-license.ts';
import { FindLicensesHandler } from './find-licenses/find-licenses.ts';
import { FindProductHandler } from './find-product/find-product.ts';
import { GetCustomDataHandler } from './get-custom-data/get-custom-data.ts';
import { GetInvoiceHandler } from './get-invoice/get-invoice.ts';
import { GetLicenseHandler } from './get-license/get-license.ts';
import { GetOptionHandler } from './get-option/get-option.ts';
import { GetProductUpdateHandler } from './get-product-update/get-product-update.ts';
import { GetProductHandler } from './get-product/get-product.ts';
import { InvoiceCommands } from './invoice-commands.ts';
import { InvoiceIndex } from './invoice-index.ts';
import { InvoiceTeller } from './invoice-teller.ts';
import { Invoices } from './invoices.ts';
import { LicenseFinder } from './license-finder.ts';
import { LicensePasswords } from './license-passwords.ts';
import { LicenseTeller } from './license-teller.ts';
import { ListCatalogTransitionsHandler } from './list-catalog-transitions/list-catalog-transitions.ts';
import { ListInvoiceTransitionsHandler } from './list-invoice-transitions/list-invoice-transitions.ts';
import { ListInvoicesDueHandler } from './list-invoices-due/list-invoices-due.ts';
import { GetJobHandler } from './get-job/get-job.ts';
import { Jobs } from './jobs.ts';
import { ListJobsHandler } from './list-jobs/list-jobs.ts';
import { ListSerialsHandler } from './list-serials/list-serials.ts';
import { LoadSerialsHandler } from './load-serials/load-serials.ts';
import { ListProductUpdatesHandler } from './list-product-updates/list-product-updates.ts';
import { ListStatusChangesHandler } from './list-status-changes/list-status-changes.ts';
import { FinishLicenseSets } from './policies/finish-license-sets.ts';
import { LicenseSetSteps } from './policies/license-set-steps.ts';
import { LicenseSets } from './license-sets.ts';
import { FinishInvoices } from './policies/finish-invoices.ts';
import { DeleteCustomers } from './policies/delete-customers.ts';
import { FollowRegistrations } from './policies/follow-registrations.ts';
import { ForgetAnswers } from './policies/forget-answers.ts';
import { TakeMergesBack } from './policies/take-merges-back.ts';
import { InvoiceSteps } from './policies/invoice-steps.ts';
import { InvoicesOfCustomers } from './policies/invoices-of-customers.ts';
import { LicensesOfCustomers } from './policies/licenses-of-customers.ts';
import { OwnRecord } from './policies/own-record.ts';
import { PurgeLicenses } from './policies/purge-licenses.ts';
import { RunJobs } from './policies/run-jobs.ts';
import { SettleInvoices } from './policies/settle-invoices.ts';
import { ScheduleJobs } from './policies/schedule-jobs.ts';
import { ProductUpdatesOf } from './product-updates.ts';
import { AccountCalendars } from './replicas/account-calendars.ts';
import { followCustomers } from './replicas/follow-customers.ts';
import { KnownCustomers } from './replicas/known-customers.ts';
import { MergedCustomers } from './replicas/merged-customers.ts';
import { MovedByMerges } from './replicas/moved-by-merges.ts';
import { ReleaseInvoiceHandler } from './release-invoice/release-invoice.ts';
import { RemoveInvoiceHandler } from './remove-invoice/remove-invoice.ts';
import { Purges } from './replicas/purges.ts';
import { SerialTable } from './replicas/serial-table.ts';
import { Tryouts } from './replicas/tryouts.ts';
import { ClearTryouts } from './policies/clear-tryouts.ts';
import { Resources } from './resources.ts';
import { CreateRenewalHandler } from './create-renewal/create-renewal.ts';
import { GetRenewalHandler } from './get-renewal/get-renewal.ts';
import { ListRenewalTransitionsHandler } from './list-renewal-transitions/list-renewal-transitions.ts';
import { FinishRenewals } from './policies/finish-renewals.ts';
import { RenewalSteps } from './policies/renewal-steps.ts';
import { PrepareRenewal } from './renew-license/prepare-renewal.ts';
import { RenewLicenseHandler } from './renew-license/renew-license.ts';
import { RenewalKeys } from './renewal-keys.ts';
import { RenewalTeller } from './renewal-teller.ts';
import { Renewals } from './renewals.ts';
import { TransitionRenewalHandler } from './transition-renewal/transition-renewal.ts';
import { ReplaceCustomDataHandler } from './replace-custom-data/replace-custom-data.ts';
import { ReplaceUserFieldsHandler } from './replace-user-fields/replace-user-fields.ts';
import { RevealActivationPasswordHandler } from './reveal-activation-password/reveal-activation-password.ts';
import { ReleaseLicenseHandler } from './release-license/release-license.ts';
import { RotateActivationPasswordHandler } from './rotate-activation-password/rotate-activation-password.ts';
import { TransitionInvoiceHandler } from './transition-invoice/transition-invoice.ts';
import { UpdateInvoiceHandler } from './update-invoice/update-invoice.ts';
import { PrepareChange } from './update-license/prepare-change.ts';
import { UpdateLicenseHandler } from './update-license/update-license.ts';
import { UpdateOptionHandler } from './update-option/update-option.ts';
import { SerialHolders } from './serial-holders.ts';
import { Serials } from './serials.ts';
import { OptionSecrets } from './option-secrets.ts';
import { UpdatePasswords } from './update-passwords.ts';
import { UpdateProductHandler } from './update-product/update-product.ts';
import { UserFieldsVault } from './user-fields-vault.ts';

/** What is sold: products, options, licenses and invoices. */
@Module({})
export class LicensesModule {
  static with(resources: ServiceResources, clock: Clock): DynamicModule {
    const { host, store, vault, dataSource, consumers } = resources;
    consumers.add(followCustomers(resources));
    return {
      module: LicensesModule,
      controllers: [
        CreateProductHandler,
        UpdateProductHandler,
        GetProductHandler,
        GetProductUpdateHandler,
        FindProductHandler,
        CreateProductUpdateHandler,
        ChangeProductUpdateHandler,
        DeleteProductUpdateHandler,
        ListProductUpdatesHandler,
        CheckUpdateHandler,
        LoadSerialsHandler,
        DeleteSerialHandler,
        ListSerialsHandler,
        ListCatalogTransitionsHandler,
        CreateOptionHandler,
        UpdateOptionHandler,
        GetOptionHandler,
        AddLicenseHandler,
        StartTrialHandler,
        AddLicensesHandler,
        UpdateLicenseHandler,
        ReleaseLicenseHandler,
        RotateActivationPasswordHandler,
        RevealActivationPasswordHandler,
        ListStatusChangesHandler,
        ReplaceUserFieldsHandler,
        ReplaceCustomDataHandler,
        GetCustomDataHandler,
        GetLicenseHandler,
        FindLicenseHandler,
        FindLicensesHandler,
        AskForLicensesHandler,
        CreateInvoiceHandler,
        UpdateInvoiceHandler,
        TransitionInvoiceHandler,
        GetInvoiceHandler,
        ListInvoiceTransitionsHandler,
        ListInvoicesDueHandler,
        ReleaseInvoiceHandler,
        RemoveInvoiceHandler,
        CreateRenewalHandler,
        TransitionRenewalHandler,
        GetRenewalHandler,
        ListRenewalTransitionsHandler,
        RenewLicenseHandler,
        CreateJobHandler,
        GetJobHandler,
        ListJobsHandler,
      ],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: Vault, useValue: vault },
        { provide: commandBus, useValue: host.bus },
        { provide: KnownCustomers, useValue: new KnownCustomers(dataSource, host.bus) },
        Products,
        Options,
        Licenses,
        CatalogNotes,
        Invoices,
        ProductUpdatesOf,
        OptionSecrets,
        UpdatePasswords,
        Serials,
        SerialHolders,
        SerialTable,
        SerialStock,
        SurroundingsOf,
        Issuer,
        LicenseIssue,
        TrialBudgets,
        TrialsOfMachines,
        LicenseSets,
        LicenseSetSteps,
        FinishLicenseSets,
        LicenseFinder,
        LicenseTeller,
        PrepareChange,
        LicensePasswords,
        UserFieldsVault,
        CustomDataVault,
        { provide: Resources, useValue: resources },
        MergedCustomers,
        MovedByMerges,
        LicensesOfCustomers,
        PrepareLines,
        InvoiceSteps,
        InvoiceTeller,
        InvoiceCommands,
        InvoiceIndex,
        InvoicesOfCustomers,
        FinishInvoices,
        FollowRegistrations,
        TakeMergesBack,
        ForgetAnswers,
        Renewals,
        RenewalKeys,
        RenewalTeller,
        PrepareRenewal,
        RenewalSteps,
        FinishRenewals,
        { provide: Clock, useValue: clock },
        { provide: AccountCalendars, useValue: new AccountCalendars(dataSource) },
        Jobs,
        Purges,
        Tryouts,
        ClearTryouts,
        OwnRecord,
        PurgeLicenses,
        DeleteCustomers,
        SettleInvoices,
        RunJobs,
        ScheduleJobs,
      ],
    };
  }
}
