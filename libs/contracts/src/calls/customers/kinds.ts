import Type from 'typebox';
import { Text } from '../../model/scalars.ts';

export const command = { service: 'customers', kind: 'command' } as const;
export const query = { service: 'customers', kind: 'query' } as const;
export const Scopes = Type.Array(Text(64));
