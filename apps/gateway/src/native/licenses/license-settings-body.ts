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
import { CountOrIncrement, type Increment } from '../http/amounts.ts';
import { Clearable } from '../http/clearable.ts';
import { Moment } from '../http/moment.ts';
import { Nullable, Optional } from '../http/rules.ts';

/* What a license says for itself; null takes a setting away, so that the option's holds again. [API-OPT-07, API-LIC-13] */

export class EditionPart extends Clearable(EditionSettings) {}
export class SeatsPart extends Clearable(SeatsSettings) {}
export class SupportPart extends Clearable(SupportSettings) {}
export class ReactivationPart extends Clearable(ReactivationSettings) {}
export class ValidationPart extends Clearable(ValidationSettings) {}
export class IpPart extends Clearable(IpSettings) {}

export class ActivationPart extends Clearable(ActivationSettings) {
  /** Null: no limit. */
  @CountOrIncrement()
  @Nullable()
  activationsLeft?: number | Increment | null;

  @CountOrIncrement()
  @Optional()
  deactivationsLeft?: number | Increment;
}

export class ExpiryPart extends Clearable(ExpirySettings) {
  /** Null: never. */
  @Moment()
  @Nullable()
  expiresAt?: string | null;

  /** An increment moves the end by whole days. [API-LIC-17] */
  @CountOrIncrement()
  @Nullable()
  days?: number | Increment | null;
}

export class FreezePart extends Clearable(FreezeSettings) {
  /** When the freeze ends that runs now; null: at once. */
  @Moment()
  @Nullable()
  until?: string | null;
}
