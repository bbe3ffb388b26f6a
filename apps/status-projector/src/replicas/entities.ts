import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A product as lists show it. */
@Entity('product')
export class ProductEntry {
  @PrimaryColumn('int', { name: 'product_id' })
  productId!: number;

  @Column('int', { name: 'author_id' })
  authorId!: number;

  @Column('text')
  status!: string;
}

/** An option as lists show it. */
@Entity('product_option')
export class OptionEntry {
  @PrimaryColumn('int', { name: 'option_id' })
  optionId!: number;

  @Column('int', { name: 'product_id' })
  productId!: number;

  @Column('int', { name: 'author_id' })
  authorId!: number;

  @Column('text')
  status!: string;
}

/** Whose a license is. */
@Entity('license')
export class LicenseEntry {
  @PrimaryColumn('int', { name: 'license_id' })
  licenseId!: number;

  @Column('int', { name: 'author_id', nullable: true })
  authorId!: number | null;
}

/** A change of the status of a license, in SOLO codes. */
@Entity('status_change')
export class StatusChangeEntry {
  @PrimaryColumn('int', { name: 'license_id' })
  licenseId!: number;

  @PrimaryColumn('int')
  version!: number;

  @Column('text', { nullable: true })
  before!: string | null;

  @Column('text')
  after!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  actor!: string;

  @Column('text')
  via!: string;
}

export const entities = [ProductEntry, OptionEntry, LicenseEntry, StatusChangeEntry];
