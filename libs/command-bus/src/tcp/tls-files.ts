/** What both sides of a call need to prove who they are, as PEM. Each side trusts this authority and no other. */
export interface TlsFiles {
  ca: string;
  cert: string;
  key: string;
}
