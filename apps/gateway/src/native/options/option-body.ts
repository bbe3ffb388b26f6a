import {
  type Features,
  customParameterName,
  customParameterValue,
  mostBalances,
  mostCustomParameters,
  optionTypes,
} from '@licet/contracts';
import { webhookSecretForm } from '@licet/service-kit';
import { IsBoolean, IsDefined, IsIn, Matches, MinLength } from 'class-validator';
import { FeaturePairs, LabelsPart } from '../catalog/catalog-rules.ts';
import {
  ActivationSettings,
  EditionSettings,
  ExpirySettings,
  FreezeSettings,
  IpSettings,
  ReactivationSettings,
  SeatsSettings,
  SupportSettings,
  ValidationSettings,
} from '../catalog/setting-parts.ts';
import { NetworkList } from '../http/access-rules.ts';
import { ExternalIdText, MetadataPairs } from '../http/metadata.ts';
import { Line, Nullable, Optional, Part, Parts, Reference, Whole, largestCount } from '../http/rules.ts';

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

class ActivationPart extends ActivationSettings {
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

class TrialPart {
  @Whole(0, largestCount)
  @IsDefined()
  days!: number;

  @IsBoolean()
  @IsDefined()
  public!: boolean;
}

class TriggerCodesPart {
  @Whole(0, 50)
  @Optional()
  number?: number;

  @Whole(-2147483648, largestCount)
  @Nullable()
  fixedValue?: number | null;
}

class ExpiryPart extends ExpirySettings {
  @Whole(0, largestCount)
  @Optional()
  days?: number;
}

/** Which licenses a renewal is for, and what they become; null: any, and as they are. [API-INV-06] */
class RenewalPart {
  @Whole(-2147483648, largestCount)
  @Nullable()
  fromTypeId?: number | null;

  @Whole(-2147483648, largestCount)
  @Nullable()
  toTypeId?: number | null;
}

class CounterPart {
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

class BalancePart {
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

class SerialsPart {
  @IsIn(['none', 'generate', 'list'])
  @Optional()
  mode?: 'none' | 'generate' | 'list';

  /** What generated keys begin with; null: as the product says. */
  @Matches(/^[0-9A-Za-z]*$/, { message: 'prefix must be letters and digits only' })
  @Line(4)
  @Nullable()
  prefix?: string | null;
}

class CustomParameterPart {
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

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'fullName', 'solo'];

class OptionMembers {
  @Part(() => EditionSettings)
  @Optional()
  edition?: EditionSettings;

  @IsIn(['none', 'optional', 'required'])
  @Optional()
  licenseGroups?: 'none' | 'optional' | 'required';

  @IsIn(['multipleActivations', 'licensePerUnit'])
  @Optional()
  quantityMode?: 'multipleActivations' | 'licensePerUnit';

  @Part(() => SeatsSettings)
  @Optional()
  seats?: SeatsSettings;

  @Part(() => ActivationPart)
  @Optional()
  activation?: ActivationPart;

  @Part(() => TriggerCodesPart)
  @Optional()
  triggerCodes?: TriggerCodesPart;

  @Part(() => ExpiryPart)
  @Optional()
  expiry?: ExpiryPart;

  @Part(() => SupportSettings)
  @Optional()
  support?: SupportSettings;

  @Part(() => FreezeSettings)
  @Optional()
  freeze?: FreezeSettings;

  @Part(() => ReactivationSettings)
  @Optional()
  reactivation?: ReactivationSettings;

  @Part(() => ValidationSettings)
  @Optional()
  validation?: ValidationSettings;

  @Part(() => CounterPart)
  @Optional()
  counter?: CounterPart;

  /** Copied to licenses when they are issued. [API-OPT-14] */
  @Parts(() => BalancePart, mostBalances)
  @Optional()
  balances?: BalancePart[];

  /** What custom data of licenses begin with, as one document. [PO-14] */
  @Parts(() => CustomParameterPart, mostCustomParameters)
  @Optional()
  customParameters?: CustomParameterPart[];

  @IsIn(['allow', 'existingOnly', 'deactivate'])
  @Optional()
  upgradeBehavior?: 'allow' | 'existingOnly' | 'deactivate';

  @Part(() => SerialsPart)
  @Optional()
  serials?: SerialsPart;

  /** Whether software in the field may change User Defined Fields by License ID and password. [SL-UDF-02] */
  @IsBoolean()
  @Optional()
  userFieldsWritable?: boolean;

  /** Licenses of this option are trials; null: they are not. [API-OPT-15] */
  @Part(() => TrialPart)
  @Nullable()
  trial?: TrialPart | null;

  /** Of an option of type `renewal`. [API-INV-06] */
  @Part(() => RenewalPart)
  @Nullable()
  renewal?: RenewalPart | null;

  /** What fields are called on pages; null: as the product says. [API-PRD-10] */
  @Part(() => LabelsPart)
  @Nullable()
  labels?: LabelsPart | null;

  @Part(() => IpSettings)
  @Optional()
  ip?: IpSettings;

  @ExternalIdText()
  externalId?: string | null;
}

/** What can be changed of an option; parts are merged member by member. Its status is changed by transitions. [API-OPT-01] */
export class UpdateOptionBody extends OptionMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'productId'];
  static readonly example: object = { name: 'Five users', seats: { limit: 5 } };

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;

  @IsIn(optionTypes)
  @Optional()
  type?: (typeof optionTypes)[number];

  /** Null takes a name away. [API-OPT-13] */
  @FeaturePairs({ patch: true })
  @Optional()
  features?: Record<string, Features[string] | null>;

  @MetadataPairs({ patch: true })
  @Optional()
  metadata?: Record<string, string | null>;
}

export class CreateOptionBody extends OptionMembers {
  static readonly readOnly: readonly string[] = readOnly;
  static readonly example: object = {
    productId: 'prd_01k9qpwf00e0080000000000z9',
    name: 'Single user',
    type: 'activationCode',
    seats: { limit: 1 },
  };

  @Reference()
  @IsDefined()
  productId!: string;

  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  @IsIn(optionTypes)
  @IsDefined()
  type!: (typeof optionTypes)[number];

  /** [API-OPT-13] */
  @FeaturePairs()
  @Optional()
  features?: Features;

  @MetadataPairs()
  @Optional()
  metadata?: Record<string, string>;
}
