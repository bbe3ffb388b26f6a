import { type KeyForm, keyAlphabets, productModes } from '@licet/contracts';
import { IsDefined, IsIn, Matches, MinLength } from 'class-validator';
import { LabelsPart } from '../catalog/catalog-rules.ts';
import { ExternalIdText, MetadataPairs } from '../http/metadata.ts';
import { Line, Optional, Part, Whole, largestCount } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'solo', 'ip'];

export class DnaPart {
  @Matches(/^[Pp][0-9]{7}$/)
  @IsDefined()
  productId!: string;
}

class CodesPart {
  @Matches(/^[0-9A-Za-z]*$/, { message: 'prefix must be letters and digits only' })
  @Line(4)
  @Optional()
  prefix?: string;

  @Whole(12, 20)
  @Optional()
  length?: number;

  @IsIn(keyAlphabets)
  @Optional()
  alphabet?: KeyForm['alphabet'];
}

class ProductMembers {
  /** Users with a lower Order Level do not find the product. [PERM-19] */
  @Whole(0, largestCount)
  @Optional()
  orderLevel?: number;

  @Line(4000)
  @Optional()
  description?: string;

  @Line(255)
  @Optional()
  sku?: string;

  @Matches(/^((\d{1,5}\.){3}\d{1,5})?$/, { message: 'latestVersion must be four groups of digits, or empty' })
  @Line(23)
  @Optional()
  latestVersion?: string;

  /** What fields of its licenses are called on pages. [API-PRD-10] */
  @Part(() => LabelsPart)
  @Optional()
  labels?: LabelsPart;

  /** The form of generated keys. [API-PRD-10] */
  @Part(() => CodesPart)
  @Optional()
  codes?: CodesPart;

  @ExternalIdText()
  externalId?: string | null;
}

/** What can be changed of a product. Its status and mode are changed by transitions. [API-PRD-01, API-PRD-05] */
export class UpdateProductBody extends ProductMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'mode', 'dna'];
  static readonly example: object = { description: 'Edits examples.', latestVersion: '4.3.0.0' };

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;

  @MetadataPairs({ patch: true })
  @Optional()
  metadata?: Record<string, string | null>;
}

export class CreateProductBody extends ProductMembers {
  static readonly readOnly: readonly string[] = readOnly;
  static readonly example: object = { name: 'Example Editor', sku: 'EX-1', latestVersion: '4.2.0.0' };

  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  /** A product that comes from elsewhere need not be tried out again. [DNA-MODE-01] */
  @IsIn(productModes)
  @Optional()
  mode?: (typeof productModes)[number];

  /** Set once, by imports. [API-PRD-05] */
  @Part(() => DnaPart)
  @Optional()
  dna?: DnaPart;

  @MetadataPairs()
  @Optional()
  metadata?: Record<string, string>;
}
