const form = /^\s*(\{?)([0-9a-f]{8})(-?)([0-9a-f]{4})\3([0-9a-f]{4})\3([0-9a-f]{4})\3([0-9a-f]{12})(\}?)\s*$/i;

/** A GUID in small letters with hyphens and without braces, however it was written; undefined for what is none. [FMT-15] */
export function guidOf(text: string): string | undefined {
  const [, open, ...parts] = form.exec(text) ?? [];
  const close = parts.pop();
  if (open === undefined || (open === '') !== (close === '')) return undefined;
  const [first, , ...others] = parts;
  return [first, ...others].join('-').toLowerCase();
}
