import { type LicenseFate, invoiceTargets, licenseFates, mostInvoiceLicenses } from '@licet/contracts';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn } from 'class-validator';
import { mostLines, valuesOfLine } from './invoice-body.ts';
import { Line, Optional, Parts, Reference, Whole } from '../http/rules.ts';

class FatePart {
  /** Place of the line on the invoice, from 0. */
  @Whole(0, mostLines - 1)
  @IsDefined()
  line!: number;

  @IsIn(licenseFates)
  @IsDefined()
  licenses!: LicenseFate;

  /** Some of the licenses of the line; all where absent. */
  @Reference({ each: true })
  @ArrayMaxSize(mostInvoiceLicenses)
  @IsArray()
  @Optional()
  licenseIds?: string[];
}

/** Where to, and what becomes of the licenses. [API-INV-02, API-INV-03, INV-06] */
export class TransitionInvoiceBody {
  static readonly mostValues = mostLines * (mostInvoiceLicenses + valuesOfLine);
  static readonly readOnly: readonly string[] = [];
  static readonly example = { to: 'refunded', lines: [{ line: 0, licenses: 'returned' }] };

  @IsIn(invoiceTargets)
  @IsDefined()
  to!: (typeof invoiceTargets)[number];

  @Line(4000)
  @Optional()
  note?: string;

  @IsBoolean()
  @Optional()
  keepLicenses?: boolean;

  @Parts(() => FatePart, mostLines)
  @Optional()
  lines?: FatePart[];
}
