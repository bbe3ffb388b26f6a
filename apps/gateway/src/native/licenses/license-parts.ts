import { IsDefined, IsIn, Matches } from 'class-validator';
import { Line, Nullable, Optional } from '../http/rules.ts';

/** Members that a reply has and that nobody can set. [API-LIC-14] */
export const readOnlyMembers = [
  ...['id', 'object', 'createdAt', 'updatedAt', 'version', 'usageVersion', 'productId'],
  ...['status', 'statusReason', 'statusNote', 'statusSince', 'deletedAt', 'state', 'usable', 'solo', 'secrets'],
];

/** Money as an exact decimal; all prices are in one currency so far. [API-REP-09, FMT-02] */
export class MoneyPart {
  @Matches(/^[0-9]{1,15}(\.[0-9]{1,4})?$/)
  @IsDefined()
  amount!: string;

  @IsIn(['USD'])
  @Nullable()
  currency?: 'USD' | null;
}

/** Whom the license is made out to. */
export class LicenseePart {
  @Line(255)
  @Optional()
  name?: string;

  @Line(255)
  @Optional()
  email?: string;
}
