import { mostSerialsOfCall } from '@licet/contracts';
import { IsDefined } from 'class-validator';
import { Rule } from '../http/rules.ts';

/** One line of a list. A password belongs to its serial number alone. [SN-02, PWD-02] */
export interface SerialLine {
  serial: string;
  password?: string | null;
}

/** Thousands of lines, so they are not made instances of a class one by one. */
const Lines = () =>
  Rule('isSerials', {
    validate: (value) =>
      Array.isArray(value) && value.length >= 1 && value.length <= mostSerialsOfCall && value.every(isLine),
    message: `$property must be 1 to ${mostSerialsOfCall} of {"serial": up to 255 characters, "password": up to 255 characters or null}`,
    schema: { type: 'array', minItems: 1, maxItems: mostSerialsOfCall, items: lineSchema },
  });

const lineSchema = {
  type: 'object',
  properties: {
    serial: { type: 'string', minLength: 1, maxLength: 255, pattern: '^\\S(.*\\S)?$' },
    password: { type: ['string', 'null'], maxLength: 255 },
  },
  required: ['serial'],
  additionalProperties: false,
};

function isLine(line: unknown): line is SerialLine {
  if (typeof line !== 'object' || line === null) return false;
  const { serial, password, ...unknown } = line as Record<string, unknown>;
  if (Object.keys(unknown).length > 0 || !isText(serial) || serial.trim() !== serial || serial === '') return false;
  return password === undefined || password === null || isText(password);
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\0\p{Surrogate}]{0,255}$/u.test(value);

/** Serial numbers to load. [API-PRD-09] */
export class LoadSerialsBody {
  static readonly readOnly: readonly string[] = [];
  static readonly mostValues = 4 * mostSerialsOfCall;
  static readonly example: object = {
    serials: [{ serial: 'EX-1001-A' }, { serial: 'EX-1001-B', password: 'K7MQ2ZTR' }],
  };

  @Lines()
  @IsDefined()
  serials!: SerialLine[];
}
