import { type UpdateAction, updateAuthentications } from '@licet/contracts';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDefined, IsIn, Matches, MinLength } from 'class-validator';
import { Line, Nullable, Optional, Part, Rule, Whole } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'productId'];
const versionForm = /^(\d{1,5}\.){3}\d{1,5}$/;

/** SOLO's names of the actions in any letter case, also its second spelling of a download by HTTP. [SL-UPD-28, AMB-06] */
const soloActions: Record<string, UpdateAction> = {
  NONE: 'none',
  DNFTP: 'ftp',
  DNHTP: 'http',
  DNHTTP: 'http',
  GOURL: 'url',
  MSG: 'message',
};

const actionOf = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? (soloActions[value.toUpperCase()] ?? value) : value;

/** A part of an address that SOLO tells with others in one text, parted by `|`. [SL-UPD-34] */
const AddressPart = (length: number) => (target: object, name: string) => {
  Line(length)(target, name);
  Matches(/^[^|]*$/, { message: '$property must not contain |' })(target, name);
};

/** Short texts by two-letter language code; null takes one away. [PU-03] */
const Messages = () =>
  Rule('isMessages', {
    validate: isMessages,
    message: '$property must be texts of up to 4000 characters by two small letters',
    schema: {
      type: 'object',
      patternProperties: { '^[a-z]{2}$': { type: ['string', 'null'], maxLength: 4000 } },
      additionalProperties: false,
    },
  });

const isMessages = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([language, text]) => /^[a-z]{2}$/.test(language) && (text === null || isText(text)));

const isText = (value: unknown): boolean => typeof value === 'string' && /^[^\0\p{Surrogate}]{0,4000}$/u.test(value);

class AuthenticationPart {
  @IsIn(updateAuthentications)
  @IsDefined()
  type!: (typeof updateAuthentications)[number];

  @AddressPart(255)
  @Nullable()
  user?: string | null;

  /** Never printed. */
  @AddressPart(255)
  @Nullable()
  password?: string | null;
}

class UpdateMembers {
  static readonly readOnly: readonly string[] = readOnly;

  @Matches(versionForm)
  @Optional()
  minEligible?: string;

  @Matches(versionForm)
  @Optional()
  maxEligible?: string;

  @Matches(versionForm)
  @Nullable()
  latestFreeVersion?: string | null;

  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @Nullable()
  releaseDate?: string | null;

  @IsIn(['none', 'ftp', 'http', 'url', 'message'])
  @Transform(actionOf)
  @Optional()
  action?: UpdateAction;

  @Line(2000)
  @Optional()
  infoUrl?: string;

  @AddressPart(255)
  @Optional()
  server?: string;

  @Whole(1, 65535)
  @Nullable()
  port?: number | null;

  @AddressPart(2000)
  @Optional()
  path?: string;

  @Part(() => AuthenticationPart)
  @Optional()
  authentication?: AuthenticationPart;

  @IsBoolean()
  @Optional()
  verifyPassword?: boolean;

  @Messages()
  @Optional()
  messages?: Record<string, string | null>;

  @Line(2000)
  @Optional()
  licenseAgreementUrl?: string;
}

/** What can be changed of an update. [API-PRD-07] */
export class ChangeUpdateBody extends UpdateMembers {
  static readonly example: object = { messages: { en: 'Version 4.3 is there.', de: null } };

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;

  @Matches(versionForm)
  @Optional()
  latestVersion?: string;
}

/** A new update. Had it the rules of a change and its own, what is optional there would be optional here. */
export class CreateUpdateBody extends UpdateMembers {
  static readonly example: object = {
    name: 'Example Editor 4',
    latestVersion: '4.3.0.0',
    action: 'url',
    infoUrl: 'https://example.com/new',
  };

  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  @Matches(versionForm)
  @IsDefined()
  latestVersion!: string;
}

/** The body in the words of the commands. A new type of authentication brings its own user and password, or none. */
export function changesOf({ authentication, latestFreeVersion, ...others }: ChangeUpdateBody) {
  const { type, user, password } = authentication ?? {};
  const bare = type === 'license' || type === 'none';
  const namesUser = user !== undefined || bare;
  const namesPassword = password !== undefined || bare;
  return {
    changes: {
      ...others,
      ...(latestFreeVersion !== undefined && { latestFreeVersion: latestFreeVersion ?? '' }),
      ...(type && { authentication: type }),
      ...(namesUser && { user: user ?? '' }),
    },
    ...(namesPassword && { password: password ?? null }),
  };
}
