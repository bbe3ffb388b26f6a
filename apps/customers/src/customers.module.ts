import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { Authors, Customers } from './aggregates.ts';
import { AuthenticateCustomerHandler } from './authenticate-customer/authenticate-customer.ts';
import { AuthenticateKeyHandler } from './authenticate-key/authenticate-key.ts';
import { AuthenticateUserHandler } from './authenticate-user/authenticate-user.ts';
import { ChangeAccountHandler } from './change-account/change-account.ts';
import { ChangeKeySetHandler } from './change-key-set/change-key-set.ts';
import { ContactSeal } from './contact-seal.ts';
import { CreateAuthorHandler } from './create-author/create-author.ts';
import { CreateCustomerHandler } from './create-customer/create-customer.ts';
import { CreateKeyHandler } from './create-key/create-key.ts';
import { CreateUserHandler } from './create-user/create-user.ts';
import { CredentialUse } from './credential-use.ts';
import { DeleteCustomerHandler } from './delete-customer/delete-customer.ts';
import { FindKeySetHandler } from './find-key-set/find-key-set.ts';
import { GetAccountHandler } from './get-account/get-account.ts';
import { GetCustomerHandler } from './get-customer/get-customer.ts';
import { GetKeyHandler } from './get-key/get-key.ts';
import { GetUserHandler } from './get-user/get-user.ts';
import { ForgetAnswers } from './keyed-calls/forget-answers.ts';
import { KeyedCallTable } from './keyed-calls/keyed-call-table.ts';
import { KeyedCallsHandler } from './keyed-calls/keyed-calls.ts';
import { KeyTeller } from './key-teller.ts';
import { ListKeysHandler } from './list-keys/list-keys.ts';
import { ListUsersHandler } from './list-users/list-users.ts';
import { EraseCustomerHandler } from './erase-customer/erase-customer.ts';
import { RevertMergeHandler } from './revert-merge/revert-merge.ts';
import { MergeCustomerHandler } from './merge-customer/merge-customer.ts';
import { PasswordProofs } from './password-proofs.ts';
import { EraseCustomers } from './policies/erase-customers.ts';
import { FinishMerges } from './policies/finish-merges.ts';
import { MergeSteps } from './merge-steps.ts';
import { ReadCustomerPasswordHandler } from './read-customer-password/read-customer-password.ts';
import { RegisterCustomerHandler } from './register-customer/register-customer.ts';
import { Registrar } from './register-customer/registrar.ts';
import { ReplaceUserPasswordHandler } from './replace-user-password/replace-user-password.ts';
import { CustomerLogins } from './replicas/customer-logins.ts';
import { Resources } from './resources.ts';
import { RevealCustomerPasswordHandler } from './reveal-customer-password/reveal-customer-password.ts';
import { RevokeKeyHandler } from './revoke-key/revoke-key.ts';
import { RotateKeyHandler } from './rotate-key/rotate-key.ts';
import { SameLogin } from './same-login.ts';
import { SetCustomerPasswordHandler } from './set-customer-password/set-customer-password.ts';
import { SetCustomerRegisteredHandler } from './set-customer-registered/set-customer-registered.ts';
import { CustomerProof } from './customer-proof.ts';
import { PersonProof } from './person-proof.ts';
import { SecondFactorHandler } from './second-factor/second-factor.ts';
import { OwnChanges } from './own-changes.ts';
import { SecondFactors } from './second-factors.ts';
import { OpenIdProviders } from './sign-in/open-id-providers.ts';
import { OpenIdRequests } from './sign-in/open-id-request.ts';
import { OpenIdSignInHandler } from './sign-in/open-id-sign-in.ts';
import { SignInHandler } from './sign-in/sign-in.ts';
import { SignInSubjects } from './sign-in/sign-in-subjects.ts';
import { SignInTable } from './sign-in-table.ts';
import { SignInTokens } from './sign-in/sign-in-tokens.ts';
import { SignIns } from './sign-in/sign-ins.ts';
import { UpdateCustomerHandler } from './update-customer/update-customer.ts';
import { UpdateKeyHandler } from './update-key/update-key.ts';
import { UpdateUserHandler } from './update-user/update-user.ts';
import { UserTeller } from './user-teller.ts';
import { VerifyCustomerPasswordHandler } from './verify-customer-password/verify-customer-password.ts';

/** Who: authors with their credentials and key sets, and customers. */
@Module({})
export class CustomersModule {
  static with(resources: ServiceResources): DynamicModule {
    const { store, vault, consumers } = resources;
    const logins = new CustomerLogins(resources);
    consumers.add(logins.consumer);
    return {
      module: CustomersModule,
      controllers: [
        CreateAuthorHandler,
        ChangeAccountHandler,
        CreateUserHandler,
        UpdateUserHandler,
        ReplaceUserPasswordHandler,
        GetUserHandler,
        ListUsersHandler,
        CreateKeyHandler,
        UpdateCustomerHandler,
        UpdateKeyHandler,
        RevokeKeyHandler,
        RotateKeyHandler,
        GetKeyHandler,
        ListKeysHandler,
        ChangeKeySetHandler,
        AuthenticateUserHandler,
        AuthenticateKeyHandler,
        FindKeySetHandler,
        GetAccountHandler,
        CreateCustomerHandler,
        SetCustomerRegisteredHandler,
        SetCustomerPasswordHandler,
        DeleteCustomerHandler,
        RegisterCustomerHandler,
        AuthenticateCustomerHandler,
        VerifyCustomerPasswordHandler,
        GetCustomerHandler,
        RevealCustomerPasswordHandler,
        ReadCustomerPasswordHandler,
        MergeCustomerHandler,
        RevertMergeHandler,
        EraseCustomerHandler,
        KeyedCallsHandler,
        SignInHandler,
        SecondFactorHandler,
        OpenIdSignInHandler,
      ],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: Vault, useValue: vault },
        Authors,
        Customers,
        ContactSeal,
        PasswordProofs,
        CredentialUse,
        UserTeller,
        KeyTeller,
        KeyedCallTable,
        CustomerProof,
        PersonProof,
        SecondFactors,
        OwnChanges,
        OpenIdProviders,
        OpenIdRequests,
        SignInTable,
        SignInTokens,
        SignInSubjects,
        SignIns,
        ForgetAnswers,
        { provide: CustomerLogins, useValue: logins },
        { provide: Resources, useValue: resources },
        SameLogin,
        Registrar,
        MergeSteps,
        FinishMerges,
        EraseCustomers,
      ],
    };
  }
}
