import { scopes } from '@licet/contracts';
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, MaxLength, ValidateBy } from 'class-validator';
import { parseNetwork } from '../../shared/networks.ts';

/** Names of scopes, each once. [API-USR-03] */
export const Scopes = () => applyDecorators(IsIn(scopes, { each: true }), ArrayUnique(), IsArray());

/** Addresses that one may come from, `address/mask`. [AUTH-11, API-KEY-03] */
export const NetworkList = () =>
  applyDecorators(
    ValidateBy(
      {
        name: 'isNetwork',
        validator: {
          validate: (value) => typeof value === 'string' && parseNetwork(value) !== undefined,
          defaultMessage: () => '$property must hold addresses, or addresses with a mask',
        },
      },
      { each: true },
    ),
    MaxLength(64, { each: true }),
    IsString({ each: true }),
    ArrayMaxSize(100),
    IsArray(),
  );
