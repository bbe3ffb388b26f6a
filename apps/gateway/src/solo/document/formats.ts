/** An instant of the record in the form of XmlActivationService: UTC, whole seconds. [FMT-08] */
export const isoSeconds = (instant: string): string => `${instant.slice(0, 19)}Z`;

/** A date-typed output of XmlLicenseService: UTC without zone, so that no reader shifts the day. [FMT-09] */
export const isoWithoutZone = (instant: string): string => instant.slice(0, 19);

/** Unlimited activations, as programs that read a number see them. [SA-GEN-28] */
const unlimited = 2147483647;
export const activationsShown = (left: number | null): number => left ?? unlimited;

/** Long form of a version: each group five decimal digits wide, exact also above 64 bits. [FMT-13, FMT-14] */
export const versionLong = (version: string): string =>
  version
    .split('.')
    .reduce((sum, group) => sum * 100000n + BigInt(group), 0n)
    .toString();
