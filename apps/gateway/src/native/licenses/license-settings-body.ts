import { IsBoolean, IsIn, Matches } from 'class-validator';
import { CountOrIncrement, type Increment } from '../http/amounts.ts';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Whole, largestCount } from '../http/rules.ts';

/* What a license says for itself; null takes a setting away, so that the option's holds again. [API-OPT-07, API-LIC-13] */

export class EditionPart {
  @Whole(-2147483648, largestCount)
  @Nullable()
  typeId?: number | null;

  @Line(255)
  @Nullable()
  name?: string | null;
}

export class SeatsPart {
  /** Null: no limit. [API-LIC-16] */
  @Whole(0, largestCount)
  @Nullable()
  limit?: number | null;

  @IsBoolean()
  @Nullable()
  rotation?: boolean | null;
}

export class ActivationPart {
  /** Null: no limit. */
  @CountOrIncrement()
  @Nullable()
  activationsLeft?: number | Increment | null;

  @CountOrIncrement()
  @Optional()
  deactivationsLeft?: number | Increment;

  @IsIn(['none', 'limited', 'unlimited'])
  @Nullable()
  deactivations?: 'none' | 'limited' | 'unlimited' | null;

  @IsBoolean()
  @Nullable()
  sameMachineFree?: boolean | null;

  @IsIn(['any', 'two', 'most', 'all'])
  @Nullable()
  fingerprintMatch?: 'any' | 'two' | 'most' | 'all' | null;

  @IsBoolean()
  @Nullable()
  issueInstallationId?: boolean | null;

  @Matches(/^(\d{1,5}\.){3}\d{1,5}$/)
  @Line(23)
  @Nullable()
  minimumVersion?: string | null;

  @Line(2000)
  @Nullable()
  minimumVersionUrl?: string | null;

  @IsBoolean()
  @Nullable()
  requireRegistration?: boolean | null;
}

export class ExpiryPart {
  /** Null: never. */
  @Moment()
  @Nullable()
  expiresAt?: string | null;

  @IsIn(['never', 'daysFromCreation'])
  @Nullable()
  rule?: 'never' | 'daysFromCreation' | null;

  /** An increment moves the date by whole days. [API-LIC-17] */
  @CountOrIncrement()
  @Nullable()
  days?: number | Increment | null;
}

export class FreezePart {
  @IsBoolean()
  @Nullable()
  enabled?: boolean | null;

  @Whole(0, 3650)
  @Nullable()
  days?: number | null;

  /** When the freeze ends that runs now; null: at once. */
  @Moment()
  @Nullable()
  until?: string | null;
}

export class ValidationPart {
  @IsIn(['none', 'whenPossible', 'mandatory'])
  @Nullable()
  mode?: 'none' | 'whenPossible' | 'mandatory' | null;

  @Whole(0, largestCount)
  @Nullable()
  days?: number | null;
}

export class IpPart {
  @Whole(1, 100000)
  @Nullable()
  maxComputers?: number | null;
}
