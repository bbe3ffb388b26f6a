/** Bounds of a report as its statement takes them. */
export const boundsOf = ({ from, to }: { from: string | null; to: string | null }): [string, string] => [
  from ?? '-infinity',
  to ?? 'infinity',
];
