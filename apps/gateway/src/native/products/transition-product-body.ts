import { productModes, productStatuses } from '@licet/contracts';
import { IsDefined, IsIn, ValidateIf } from 'class-validator';
import { Line, Optional } from '../http/rules.ts';

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

  /** Licenses stay when the mode changes. [DNA-MODE-07] */
  @IsIn([true])
  @Optional()
  keepLicenses?: true;

  @Line(4000)
  @Optional()
  note?: string;
}
