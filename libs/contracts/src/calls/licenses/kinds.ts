import { Nullable } from '../../model/scalars.ts';

export const command = { service: 'licenses', kind: 'command' } as const;
export const query = { service: 'licenses', kind: 'query' } as const;

/** A value that the gateway read, or null where the element was absent, blank or not of its type. */
export const Read = Nullable;
