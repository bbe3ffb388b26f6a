import { expiryRules } from '@licet/contracts';
import { IsDefined, IsIn, MinLength } from 'class-validator';
import { SupportSettings } from '../catalog/setting-parts.ts';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Part, Whole, largestCount } from '../http/rules.ts';

/** Days count from the later of now and the present end. [IP-RENEW-13] */
class RenewedExpiryPart {
  @IsIn(expiryRules)
  @IsDefined()
  rule!: (typeof expiryRules)[number];

  @Whole(0, 365_000)
  @Optional()
  days?: number;

  @Moment()
  @Nullable()
  date?: string | null;
}

class RenewedEditionPart {
  @Whole(-2147483648, largestCount)
  @IsDefined()
  typeId!: number;

  @Line(255)
  @Optional()
  name?: string;
}

/** By the key of a voucher, or by what is to hold. [API-LIC-22] */
export class RenewLicenseBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { renewalKey: 'IPRR-2A3B4C-2A3B4C5D-2A3B4C5D-2A3B4C5D-2A-3B4C' };

  @MinLength(1)
  @Line(64)
  @Optional()
  renewalKey?: string;

  @Part(() => RenewedExpiryPart)
  @Optional()
  expiry?: RenewedExpiryPart;

  @Part(() => SupportSettings)
  @Optional()
  support?: SupportSettings;

  @Part(() => RenewedEditionPart)
  @Optional()
  edition?: RenewedEditionPart;
}
