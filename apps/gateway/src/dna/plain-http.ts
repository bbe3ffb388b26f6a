import type { LicetConfig } from '@licet/service-kit';

const loopback = /^(localhost|127(\.[0-9]{1,3}){3}|::1)$/i;

/** Credentials travel in clear only where nobody can listen: on the loopback interface. `dna.allowPlainHttp` by its default. [DNA-HTTP-02] */
export const isPlainHttpAllowed = ({ host }: Pick<LicetConfig, 'host'>): boolean => loopback.test(host);
