import Type, { type Static } from 'typebox';
import { Nullable, Text } from './scalars.ts';

/** What customers may do for themselves with licenses of an option. [native-api 3, PORT-10] */
export const PortalSettings = Type.Object({
  /** Give back their installations. [API-USR-05] */
  deactivate: Type.Boolean(),
  /** Activate and check machines without a network. */
  offline: Type.Boolean(),
  /** Download what `downloads` lists. */
  download: Type.Boolean(),
});
export type PortalSettings = Static<typeof PortalSettings>;

export const mostDownloads = 50;

/** A file that customers of an option may download. [native-api 3] */
export const Download = Type.Object({ name: Text(255), url: Text(2000), version: Nullable(Text(23)) });
export type Download = Static<typeof Download>;
