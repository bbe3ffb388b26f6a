import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { ActivateInstallationHandler } from './activate-installation/activate-installation.ts';
import { ActivationPlugin } from './activate-installation/activation-plugin.ts';
import { ActivationReply } from './activate-installation/activation-reply.ts';
import { RegistrationKeys } from './activate-installation/registration-keys.ts';
import { PrepareActivation } from './activate-installation/prepare-activation.ts';
import { AddressGate } from './address-gate.ts';
import { Attempts } from './attempts.ts';
import { CheckInstallationHandler } from './check-installation/check-installation.ts';
import { CreditPools } from './credit-pools.ts';
import { CreditReasons } from './credit-reasons.ts';
import { DeactivateInstallationHandler } from './deactivate-installation/deactivate-installation.ts';
import { GetCreditsHandler } from './get-credits/get-credits.ts';
import { GetInstallationsHandler } from './get-installations/get-installations.ts';
import { EnterBalanceHandler } from './enter-balance/enter-balance.ts';
import { EnterCreditsHandler } from './enter-credits/enter-credits.ts';
import { GetLedgerHandler } from './get-ledger/get-ledger.ts';
import { InstallationCall } from './installation-call.ts';
import { InstallationTeller } from './installation-teller.ts';
import { Ledgers } from './ledgers.ts';
import { EntryTable } from './entry-table.ts';
import { ListCreditEntriesHandler } from './list-credit-entries/list-credit-entries.ts';
import { ListBalanceEntriesHandler } from './list-balance-entries/list-balance-entries.ts';
import { ListAttemptsHandler } from './list-attempts/list-attempts.ts';
import { GuardPasswordHandler } from './guard-password/guard-password.ts';
import { CreditSteps } from './policies/credit-steps.ts';
import { FinishUses } from './policies/finish-uses.ts';
import { FollowMerges } from './policies/follow-merges.ts';
import { FoldTerms } from './policies/fold-terms.ts';
import { LedgerFinder } from './policies/ledger-finder.ts';
import { KeySetOwner } from './policies/key-set-owner.ts';
import { LicenseOwner } from './policies/license-owner.ts';
import { LicenseTerms } from './policies/license-terms.ts';
import { MendLicenses } from './policies/mend-licenses.ts';
import { StaleLicenses } from './policies/stale-licenses.ts';
import { UseSteps } from './policies/use-steps.ts';
import { CustomerPasswords } from './replicas/customer-passwords.ts';
import { CustomerFactTable } from './replicas/customers.ts';
import { FactFollowers } from './replicas/fact-followers.ts';
import { FactsInMemory } from './replicas/facts-in-memory.ts';
import { Resources } from './resources.ts';
import { TransitionInstallationHandler } from './transition-installation/transition-installation.ts';
import { WouldHoldHandler } from './would-hold/would-hold.ts';

/** What is used: seats, installations, counters. */
@Module({})
export class ActivationsModule {
  static with(resources: ServiceResources): DynamicModule {
    return {
      module: ActivationsModule,
      controllers: [
        ActivateInstallationHandler,
        CheckInstallationHandler,
        DeactivateInstallationHandler,
        GetLedgerHandler,
        GetInstallationsHandler,
        TransitionInstallationHandler,
        EnterBalanceHandler,
        EnterCreditsHandler,
        GetCreditsHandler,
        ListCreditEntriesHandler,
        ListBalanceEntriesHandler,
        WouldHoldHandler,
        ListAttemptsHandler,
        GuardPasswordHandler,
      ],
      providers: [
        { provide: Resources, useValue: resources },
        { provide: EventStore, useValue: resources.store },
        Ledgers,
        ...[FactsInMemory, FactFollowers, CustomerFactTable, CustomerPasswords],
        ...[KeySetOwner, LicenseOwner, LicenseTerms, LedgerFinder, StaleLicenses, FoldTerms, MendLicenses],
        ...[InstallationCall, InstallationTeller, PrepareActivation, ActivationPlugin],
        ...[ActivationReply, RegistrationKeys],
        ...[AddressGate, Attempts],
        ...[CreditPools, CreditReasons, EntryTable, CreditSteps, FollowMerges, UseSteps, FinishUses],
      ],
    };
  }
}
