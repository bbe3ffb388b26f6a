import type { EventOf } from '../../base/define-event.ts';
import type { AccountUpdated, AuthorCreated, KeySetChanged } from './account.ts';
import type {
  CustomerCreated,
  CustomerPasswordChanged,
  CustomerPasswordRead,
  CustomerRegistered,
  CustomerUpdated,
  LicenseeRegistered,
} from './customers.ts';
import type { CustomerDeleted, CustomerErased, CustomerMergeReverted, CustomerMerged } from './endings.ts';
import type { KeyCreated, KeyRevoked, KeyUpdated } from './keys.ts';
import type {
  SecondFactorBegun,
  SecondFactorConfirmed,
  SecondFactorEnded,
  SecondFactorUsed,
} from './second-factors.ts';
import type { ApiUserCreated, UserCreated, UserPasswordReplaced, UserUpdated } from './users.ts';

export * from './account.ts';
export * from './users.ts';
export * from './second-factors.ts';
export * from './keys.ts';
export * from './secrets.ts';
export * from './customers.ts';
export * from './endings.ts';

export type AuthorEvent =
  | EventOf<typeof AuthorCreated>
  | EventOf<typeof ApiUserCreated>
  | EventOf<typeof UserCreated>
  | EventOf<typeof UserUpdated>
  | EventOf<typeof UserPasswordReplaced>
  | EventOf<typeof SecondFactorBegun>
  | EventOf<typeof SecondFactorConfirmed>
  | EventOf<typeof SecondFactorUsed>
  | EventOf<typeof SecondFactorEnded>
  | EventOf<typeof KeyCreated>
  | EventOf<typeof KeyUpdated>
  | EventOf<typeof KeyRevoked>
  | EventOf<typeof AccountUpdated>
  | EventOf<typeof KeySetChanged>;
export type CustomerEvent =
  | EventOf<typeof CustomerCreated>
  | EventOf<typeof CustomerRegistered>
  | EventOf<typeof CustomerPasswordChanged>
  | EventOf<typeof CustomerUpdated>
  | EventOf<typeof LicenseeRegistered>
  | EventOf<typeof CustomerMerged>
  | EventOf<typeof CustomerMergeReverted>
  | EventOf<typeof CustomerErased>
  | EventOf<typeof CustomerDeleted>;
export type CustomerAuditEvent = EventOf<typeof CustomerPasswordRead>;
