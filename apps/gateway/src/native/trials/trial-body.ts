import { mostIdentifiers } from '@licet/contracts';
import { ArrayMinSize, IsDefined, MinLength } from 'class-validator';
import { Line, Part, Parts, Reference } from '../http/rules.ts';

/** One thing that tells a machine from others; what it is called is up to the program. */
class IdentifierPart {
  @MinLength(1)
  @Line(40)
  @IsDefined()
  type!: string;

  @MinLength(1)
  @Line(255)
  @IsDefined()
  value!: string;
}

class MachinePart {
  /** 1 to 32. */
  @Parts(() => IdentifierPart, mostIdentifiers)
  @ArrayMinSize(1)
  @IsDefined()
  fingerprint!: IdentifierPart[];
}

/** What a trial is asked for with. [API-OPT-15] */
export class StartTrialBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = {
    optionId: 'opt_01k9qpwf00e0080000000001yh',
    machine: { fingerprint: [{ type: 'cpu', value: 'sha256:3fd1' }] },
  };

  @Reference()
  @IsDefined()
  optionId!: string;

  @Part(() => MachinePart)
  @IsDefined()
  machine!: MachinePart;
}
