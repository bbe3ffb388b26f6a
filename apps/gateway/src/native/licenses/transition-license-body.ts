import { type RevocationReason, revocationReasons, statuses } from '@licet/contracts';
import { IsDefined, IsIn, ValidateIf } from 'class-validator';
import { Line, Optional, Reference } from '../http/rules.ts';

const targets = [...statuses, 'restored'] as const;

/** Which status, and why. Only `revoked` has a reason, and only `superseded` a license that takes over. [API-VERB-03, API-TRN-02, API-TRN-03] */
export class TransitionLicenseBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'revoked', reason: 'fraud', note: 'Chargeback.' };

  @IsIn(targets)
  @IsDefined()
  to!: (typeof targets)[number];

  @IsIn(revocationReasons)
  @IsDefined()
  @ValidateIf(({ to, reason }: TransitionLicenseBody) => to === 'revoked' || reason !== undefined)
  reason?: RevocationReason;

  @Line(4000)
  @Optional()
  note?: string;

  @Reference()
  @Optional()
  replacedById?: string;
}
