import { type Features, mostBalances, mostCustomParameters, mostDownloads, optionTypes } from '@licet/contracts';
import { IsBoolean, IsDefined, IsIn, MinLength } from 'class-validator';
import { FeaturePairs, LabelsPart } from '../catalog/catalog-rules.ts';
import {
  EditionSettings,
  FreezeSettings,
  IpSettings,
  ReactivationSettings,
  SupportSettings,
  ValidationSettings,
} from '../catalog/setting-parts.ts';
import { ExternalIdText, MetadataPairs } from '../http/metadata.ts';
import { Line, Nullable, Optional, Part, Parts, Reference, Whole, largestCount } from '../http/rules.ts';
import {
  ActivationPart,
  BalancePart,
  CounterPart,
  CustomParameterPart,
  DownloadPart,
  ExpiryPart,
  PortalPart,
  PublicTrialsPart,
  RenewalPart,
  SeatsPart,
  SerialsPart,
  TrialPart,
  TriggerCodesPart,
} from './option-parts.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'fullName', 'solo'];

class OptionMembers {
  @Part(() => EditionSettings)
  @Optional()
  edition?: EditionSettings;

  /** Whether the history of a customer that is filtered shows its licenses. [PO-14] */
  @IsBoolean()
  @Optional()
  issueLicense?: boolean;

  /** Another option that a shop sells in its place. [PO-14] */
  @Reference()
  @Nullable()
  replacedByOptionId?: string | null;

  @IsIn(['none', 'optional', 'required'])
  @Optional()
  licenseGroups?: 'none' | 'optional' | 'required';

  @IsIn(['multipleActivations', 'licensePerUnit'])
  @Optional()
  quantityMode?: 'multipleActivations' | 'licensePerUnit';

  /** Seats that each further unit of a quantity adds. [PO-14] */
  @Whole(0, largestCount)
  @Optional()
  activationsPerUnit?: number;

  @Part(() => SeatsPart)
  @Optional()
  seats?: SeatsPart;

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

  @Part(() => PublicTrialsPart)
  @Optional()
  publicTrials?: PublicTrialsPart;

  /** Of an option of type `renewal`. [API-INV-06] */
  @Part(() => RenewalPart)
  @Nullable()
  renewal?: RenewalPart | null;

  /** What fields are called on pages; null: as the product says. [API-PRD-10] */
  @Part(() => LabelsPart)
  @Nullable()
  labels?: LabelsPart | null;

  /** Whether an order mails its keys. [IP-CREATE-09] */
  @IsBoolean()
  @Optional()
  sendEmail?: boolean;

  @Part(() => PortalPart)
  @Optional()
  portal?: PortalPart;

  /** What customers may download; replaced as a whole. */
  @Parts(() => DownloadPart, mostDownloads)
  @Optional()
  downloads?: DownloadPart[];

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
