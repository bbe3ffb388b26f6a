import Type from 'typebox';
import { Text } from '../../model/scalars.ts';

export const Scopes = Type.Array(Text(64));
