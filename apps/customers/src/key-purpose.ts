import type { ApiKey } from './domain/author.ts';

/** Each dialect's secrets are proved under a key of their own, so that one never passes for another. [DNA-AUTH-08] */
export const keyPurpose = (dialect: ApiKey['dialect']): string => `api-key ${dialect}`;
