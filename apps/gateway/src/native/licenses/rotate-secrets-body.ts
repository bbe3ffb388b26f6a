import { IsBoolean } from 'class-validator';
import { Optional } from '../http/rules.ts';

/** What a new activation password ends. [API-LIC-20] */
export class RotateSecretsBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example = { deactivateInstallations: true };
  static readonly optional = true;

  @IsBoolean()
  @Optional()
  deactivateInstallations?: boolean;

  /** False: gives them back without taking deactivations, also where none are left. [AMB-50] */
  @IsBoolean()
  @Optional()
  takesDeactivation?: boolean;
}
