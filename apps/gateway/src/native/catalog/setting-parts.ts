import { expiryRules, supportRules } from '@licet/contracts';
import { IsBoolean, IsIn, Matches } from 'class-validator';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Whole, largestCount } from '../http/rules.ts';

/* Settings that an option says for its licenses, and a license for itself: their rules are said once, here. [API-OPT-01, API-OPT-07] */

export class EditionSettings {
  @Whole(-2147483648, largestCount)
  @Optional()
  typeId?: number;

  @Line(255)
  @Optional()
  name?: string;
}

export class SeatsSettings {
  /** Null: no limit. [API-LIC-16] */
  @Whole(0, largestCount)
  @Nullable()
  limit?: number | null;

  @IsBoolean()
  @Optional()
  rotation?: boolean;
}

export class ActivationSettings {
  @IsIn(['none', 'limited', 'unlimited'])
  @Optional()
  deactivations?: 'none' | 'limited' | 'unlimited';

  @IsBoolean()
  @Optional()
  sameMachineFree?: boolean;

  @IsIn(['any', 'two', 'most', 'all'])
  @Optional()
  fingerprintMatch?: 'any' | 'two' | 'most' | 'all';

  @IsBoolean()
  @Optional()
  issueInstallationId?: boolean;

  @Matches(/^(\d{1,5}\.){3}\d{1,5}$/)
  @Line(23)
  @Nullable()
  minimumVersion?: string | null;

  @Line(2000)
  @Nullable()
  minimumVersionUrl?: string | null;

  @IsBoolean()
  @Optional()
  requireRegistration?: boolean;

  /** Of an activation by key alone over this API. [API-INS-01] */
  @IsBoolean()
  @Optional()
  requirePassword?: boolean;

  /** [API-INS-08] */
  @IsBoolean()
  @Optional()
  takeOver?: boolean;
}

export class ExpirySettings {
  @IsIn(expiryRules)
  @Optional()
  rule?: (typeof expiryRules)[number];

  /** Of the rule `onDate`. [API-OPT-04] */
  @Moment()
  @Nullable()
  date?: string | null;
}

export class SupportSettings {
  @IsIn(supportRules)
  @Optional()
  rule?: (typeof supportRules)[number];

  @Whole(0, 365_000)
  @Nullable()
  days?: number | null;

  @Moment()
  @Nullable()
  date?: string | null;

  /** The last one that is supported. */
  @Matches(/^(\d{1,5}\.){3}\d{1,5}$/)
  @Line(23)
  @Nullable()
  maxVersion?: string | null;
}

export class ReactivationSettings {
  @IsBoolean()
  @Optional()
  enabled?: boolean;

  @Whole(1, 5)
  @Optional()
  limit?: number;

  @Whole(1, 3650)
  @Optional()
  periodDays?: number;

  @Whole(1, 3650)
  @Optional()
  coolingDays?: number;
}

export class FreezeSettings {
  @IsBoolean()
  @Optional()
  enabled?: boolean;

  @Whole(0, 3650)
  @Optional()
  days?: number;
}

export class ValidationSettings {
  @IsIn(['none', 'whenPossible', 'mandatory'])
  @Optional()
  mode?: 'none' | 'whenPossible' | 'mandatory';

  @Whole(0, largestCount)
  @Optional()
  days?: number;

  /** Before the next one is due. */
  @Whole(0, largestCount)
  @Optional()
  warnDays?: number;

  @Whole(0, largestCount)
  @Optional()
  graceDays?: number;
}

export class IpSettings {
  @Whole(1, 100000)
  @Optional()
  maxComputers?: number;
}
