import type { AccountFacts } from '@licet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose a customer is, as `customers` tells. */
@Entity('customer_replica')
export class CustomerReplica {
  @PrimaryColumn({ name: 'customer_id', type: 'int' })
  customerId!: number;

  @Column({ name: 'author_id', type: 'int' })
  authorId!: number;
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
}
