import { type InstallationStatus, installationStatuses } from '@licet/contracts';
import { IsBoolean, IsDefined, IsIn } from 'class-validator';
import { Line, Optional } from '../http/rules.ts';

/** Where to, and why. [API-INS-15, API-VERB-03] */
export class TransitionInstallationBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example = { to: 'banned', reason: 'stolen' };

  @IsIn(installationStatuses)
  @IsDefined()
  to!: InstallationStatus;

  @Line(255)
  @Optional()
  reason?: string;

  @Line(4000)
  @Optional()
  note?: string;

  /** False: gives it back without taking a deactivation, also where none is left. [AMB-50] */
  @IsBoolean()
  @Optional()
  takesDeactivation?: boolean;
}
