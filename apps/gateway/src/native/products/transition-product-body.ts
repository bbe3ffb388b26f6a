import { productModes, productStatuses } from '@licet/contracts';
import { IsBoolean, IsDefined, IsIn, ValidateIf } from 'class-validator';
import { Line, Optional, Whole, largestCount } from '../http/rules.ts';

/** Another status, or from being tried out to being sold. Never both in one call. [API-PRD-03, DNA-MODE-08] */
export class TransitionProductBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'banned', note: 'Serial numbers were published.' };

  @IsIn(productStatuses)
  @IsDefined()
  @ValidateIf(({ to, mode }: TransitionProductBody) => to !== undefined || mode === undefined)
  to?: (typeof productStatuses)[number];

  @IsIn(productModes)
  @Optional()
  mode?: (typeof productModes)[number];

  /** False: what was issued while the product was being tried out is deleted, test licenses excepted. [DNA-MODE-06, DNA-MODE-07] */
  @IsBoolean()
  @Optional()
  keepLicenses?: boolean;

  /** How many licenses that are: who does not know is told, and nothing happens. [DNA-MODE-06] */
  @Whole(0, largestCount)
  @Optional()
  licenses?: number;

  @Line(4000)
  @Optional()
  note?: string;
}
