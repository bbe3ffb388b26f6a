import { mostInvoiceLicenses, standingInvoiceStatuses } from '@licet/contracts';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import { ExternalIdText, MetadataPairs } from '../http/metadata.ts';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Part, Parts, Reference, Whole, largestCount } from '../http/rules.ts';
import { MoneyPart } from '../licenses/license-parts.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'blocked', 'total', 'solo', 'ip'];

/** Of an invoice; and the values of a line beside its licenses. */
export const mostLines = 100;
export const valuesOfLine = 12;

class InvoiceMembers {
  @Reference()
  @Nullable()
  customerId?: string | null;

  @Line(128)
  @Optional()
  number?: string;

  @Line(128)
  @Optional()
  registrar?: string;

  @Line(4000)
  @Optional()
  comments?: string;

  @Moment()
  @Nullable()
  holdUntil?: string | null;

  @IsBoolean()
  @Optional()
  automaticMail?: boolean;

  @ExternalIdText()
  externalId?: string | null;
}

/** What is bought: of an option, or licenses that there are; a renewal or an upgrade names the license that it is for. [INV-10, INV-11] */
export class InvoiceLinePart {
  @Reference()
  @Nullable()
  optionId?: string | null;

  @Whole(0, largestCount)
  @Optional()
  quantity?: number;

  @Part(() => MoneyPart)
  @Optional()
  unitPrice?: MoneyPart;

  @Reference({ each: true })
  @ArrayMaxSize(mostInvoiceLicenses)
  @IsArray()
  @Optional()
  licenseIds?: string[];

  @Reference()
  @Nullable()
  renewsLicenseId?: string | null;

  @Reference()
  @Nullable()
  upgradesLicenseId?: string | null;
}

/** A new invoice; with `issue` its licenses are made with it. [API-INV-01] */
export class CreateInvoiceBody extends InvoiceMembers {
  /** So many that a line may be told to hold too much, rather than the body. */
  static readonly mostValues = mostLines * (mostInvoiceLicenses + valuesOfLine);
  static readonly readOnly: readonly string[] = readOnly;
  static readonly example = {
    customerId: 'solo:3001',
    issue: true,
    lines: [{ optionId: 'solo:2001', quantity: 2, unitPrice: { amount: '49.90' } }],
  };

  @IsIn(standingInvoiceStatuses)
  @Optional()
  status?: (typeof standingInvoiceStatuses)[number];

  @Parts(() => InvoiceLinePart, mostLines)
  @Optional()
  lines?: InvoiceLinePart[];

  @IsBoolean()
  @Optional()
  issue?: boolean;

  @MetadataPairs()
  @Optional()
  metadata?: Record<string, string>;
}

/** What can be changed of an invoice; what was bought, and its status, cannot. [API-INV-01, API-VERB-03] */
export class UpdateInvoiceBody extends InvoiceMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'status', 'lines', 'issue'];
  static readonly example = { registrar: 'Shop', metadata: { order: '4711' } };

  @MetadataPairs({ patch: true })
  @Optional()
  metadata?: Record<string, string | null>;
}
