import { IsDefined, Matches, MinLength } from 'class-validator';
import { Line, Optional, Part, Whole, largestCount } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'solo', 'ip'];

export class DnaPart {
  @Matches(/^[Pp][0-9]{7}$/)
  @IsDefined()
  productId!: string;
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
}

/** What can be changed of a product. Its status is changed by transitions. [API-PRD-01, API-PRD-05] */
export class UpdateProductBody extends ProductMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'dna'];
  static readonly example: object = { description: 'Edits examples.', latestVersion: '4.3.0.0' };

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;
}

export class CreateProductBody extends ProductMembers {
  static readonly readOnly: readonly string[] = readOnly;
  static readonly example: object = { name: 'Example Editor', sku: 'EX-1', latestVersion: '4.2.0.0' };

  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  /** Set once, by imports. [API-PRD-05] */
  @Part(() => DnaPart)
  @Optional()
  dna?: DnaPart;
}
