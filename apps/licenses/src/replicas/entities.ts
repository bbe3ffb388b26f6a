import type { AccountFacts, AccountSettings } from '@licet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose a customer is, as `customers` tells. */
@Entity('customer_replica')
export class CustomerReplica {
  @PrimaryColumn({ name: 'customer_id', type: 'int' })
  customerId!: number;

  @Column({ name: 'author_id', type: 'int' })
  authorId!: number;

  /** Whether licenses may name him as their distributor. [API-CUS-08] */
  @Column({ name: 'is_distributor', type: 'boolean' })
  isDistributor!: boolean;
}

/** How an account stands, as `customers` tells. */
@Entity('account_replica')
export class AccountReplica {
  @PrimaryColumn({ name: 'author_id', type: 'int' })
  authorId!: number;

  @Column({ type: 'text' })
  mode!: AccountFacts['mode'];

  @Column({ type: 'text' })
  status!: AccountFacts['status'];

  /** Null until the account was told of again. */
  @Column({ name: 'created_at', type: 'timestamptz', nullable: true })
  createdAt!: Date | null;

  @Column({ name: 'shared_url', type: 'boolean' })
  sharedUrl!: boolean;

  @Column({ name: 'monthly_purge', type: 'boolean' })
  monthlyPurge!: boolean;

  /** What UpdateCheck answers to a wrong password. [AMB-28] */
  @Column({ name: 'update_check_password', type: 'text' })
  updateCheckPassword!: AccountSettings['updateCheckPassword'];

  /** IANA name. */
  @Column({ name: 'monthly_purge_zone', type: 'text' })
  monthlyPurgeZone!: string;

  /** When whether or where the purge is due was last changed. */
  @Column({ name: 'purge_changed_at', type: 'timestamptz', nullable: true })
  purgeChangedAt!: Date | null;
}
