import { parseNetwork, scopes } from '@licet/contracts';
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { Rule } from './rules.ts';

/** Names of scopes, each once. [API-USR-03] */
export const Scopes = () => applyDecorators(IsIn(scopes, { each: true }), ArrayUnique(), IsArray());

/** Addresses that one may come from, `address/mask`. [AUTH-11, API-KEY-03] */
export const NetworkList = () =>
  applyDecorators(
    Rule('isNetwork', network, { each: true }),
    MaxLength(64, { each: true }),
    IsString({ each: true }),
    ArrayMaxSize(100),
    IsArray(),
  );

const network = {
  validate: (value: unknown) => typeof value === 'string' && parseNetwork(value) !== undefined,
  message: '$property must hold addresses, or addresses with a mask',
  schema: { description: 'An address, or address and mask, such as 192.0.2.0/24.', examples: ['192.0.2.0/24'] },
};
