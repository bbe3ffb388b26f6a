import { customParameterName, customParameterValue } from '@licet/contracts';
import { webhookSecretForm } from '@licet/service-kit';
import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsDefined, IsIn, Matches, MinLength } from 'class-validator';
import { ActivationSettings, ExpirySettings, SeatsSettings } from '../catalog/setting-parts.ts';
import { NetworkList } from '../http/access-rules.ts';
import { Line, Nullable, Optional, Part, Whole, largestCount } from '../http/rules.ts';

/** [API-OPT-12] */
class PluginPart {
  @Matches(/^https:\/\/[^\s@#]+$/, { message: '$property must be an https address without user info' })
  @Line(2000)
  @Optional()
  url?: string;

  @Whole(1000, 10_000)
  @Optional()
  timeoutMs?: number;

  /** As Standard Webhooks writes it: 24 to 64 bytes in base64. It is never shown. */
  @Matches(webhookSecretForm, { message: '$property must be whsec_ and 24 to 64 bytes in base64' })
  @Line(100)
  @Optional()
  secret?: string;
}

export class ActivationPart extends ActivationSettings {
  @Whole(0, largestCount)
  @Optional()
  deactivationLimit?: number;

  @NetworkList()
  @Optional()
  allowedAddresses?: string[];

  @NetworkList()
  @Optional()
  deniedAddresses?: string[];

  @Part(() => PluginPart)
  @Nullable()
  plugin?: PluginPart | null;
}

/** SOLO's Network Floating Options; what they need of each other the option says. [API-OPT-03, API-OPT-09] */
class FloatingPart {
  @Line(255)
  @Optional()
  displayName?: string;

  @IsIn(['quantity', 'counter', 'seats'])
  @Optional()
  seatsFrom?: 'quantity' | 'counter' | 'seats';

  /** Of `seatsFrom: "seats"`. */
  @Whole(0, largestCount)
  @Nullable()
  seats?: number | null;

  /** At least 1. */
  @Whole(0, largestCount)
  @Optional()
  pollSeconds?: number;

  /** At least 1. */
  @Whole(0, largestCount)
  @Optional()
  retrySeconds?: number;

  @Whole(0, largestCount)
  @Optional()
  retryCount?: number;

  @IsBoolean()
  @Optional()
  overageAllowed?: boolean;

  @Whole(0, largestCount)
  @Optional()
  overageSeconds?: number;

  @Whole(0, largestCount)
  @Optional()
  checkoutMinHours?: number;

  /** Not below `checkoutMinHours`. */
  @Whole(0, largestCount)
  @Optional()
  checkoutMaxHours?: number;

  @IsBoolean()
  @Optional()
  customerMayClose?: boolean;
}

export class SeatsPart extends SeatsSettings {
  /** Null: licenses are not shared in a network. */
  @Part(() => FloatingPart)
  @Nullable()
  floating?: FloatingPart | null;
}

export class TrialPart {
  @Whole(0, largestCount)
  @IsDefined()
  days!: number;

  @IsBoolean()
  @IsDefined()
  public!: boolean;
}

/** How many new trials may be started without a key within an hour. [API-OPT-15] */
export class PublicTrialsPart {
  @Whole(0, largestCount)
  @Optional()
  mostPerHour?: number;

  /** By whoever shares the first 48 bits of an address of IPv6, or 24 of IPv4. */
  @Whole(0, largestCount)
  @Optional()
  mostPerHourAndNetwork?: number;
}

/** Keys of a code over ASCII text. [TC-14] */
const Seed = () =>
  applyDecorators(
    Matches(/^[\x20-\x7e]{1,64}$/, { message: '$property must be 1 to 64 visible ASCII characters' }),
    Nullable(),
  );

export class TriggerCodesPart {
  /** Up to 50. [API-OPT-09] */
  @Whole(0, largestCount)
  @Optional()
  number?: number;

  /** Of the first code. It is never shown. */
  @Seed()
  seed?: string | null;

  /** Of the second code. It is never shown. */
  @Seed()
  regKey2Seed?: string | null;

  @Whole(-2147483648, largestCount)
  @Nullable()
  fixedValue?: number | null;

  /** Whether codes may be issued by hand. */
  @IsBoolean()
  @Optional()
  manual?: boolean;
}

export class ExpiryPart extends ExpirySettings {
  @Whole(0, largestCount)
  @Optional()
  days?: number;
}

/** Which licenses a renewal is for, and what they become; null: any, and as they are. [API-INV-06] */
export class RenewalPart {
  @Whole(-2147483648, largestCount)
  @Nullable()
  fromTypeId?: number | null;

  @Whole(-2147483648, largestCount)
  @Nullable()
  toTypeId?: number | null;
}

export class CounterPart {
  @IsIn(['none', 'decrementing'])
  @Optional()
  type?: 'none' | 'decrementing';

  /** Of a counter that a creation does not name: `initial`, or the quantity. */
  @IsIn(['given', 'quantity'])
  @Optional()
  source?: 'given' | 'quantity';

  @Whole(0, largestCount)
  @Nullable()
  initial?: number | null;
}

export class BalancePart {
  @Matches(/^[A-Za-z0-9_.-]{1,40}$/)
  @IsDefined()
  name!: string;

  @Whole(0, largestCount)
  @IsDefined()
  initial!: number;

  /** After so many days it is set back to `initial`; null: never. */
  @Whole(1, 3650)
  @Nullable()
  refillDays?: number | null;
}

export class SerialsPart {
  @IsIn(['none', 'generate', 'list'])
  @Optional()
  mode?: 'none' | 'generate' | 'list';

  /** What generated keys begin with; null: as the product says. */
  @Matches(/^[0-9A-Za-z]*$/, { message: 'prefix must be letters and digits only' })
  @Line(4)
  @Nullable()
  prefix?: string | null;
}

export class CustomParameterPart {
  /** The name of the element that holds it. */
  @Matches(customParameterName, {
    message: 'name must be the name of an XML element: up to 64 letters, digits, _, . and -',
  })
  @IsDefined()
  name!: string;

  @Matches(customParameterValue, { message: 'value must be one line' })
  @Line(255)
  @IsDefined()
  value!: string;
}

export class PortalPart {
  @IsBoolean()
  @Optional()
  deactivate?: boolean;

  @IsBoolean()
  @Optional()
  offline?: boolean;

  @IsBoolean()
  @Optional()
  download?: boolean;
}

export class DownloadPart {
  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  @Matches(/^https?:\/\/[^\s]+$/, { message: 'url must be an http or https address' })
  @Line(2000)
  @IsDefined()
  url!: string;

  @Matches(/^(\d{1,5}\.){3}\d{1,5}$/)
  @Line(23)
  @Nullable()
  version?: string | null;
}
