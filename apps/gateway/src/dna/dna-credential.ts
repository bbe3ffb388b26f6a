/** Client id and API key of a Basic credential; undefined for a missing or malformed one. [DNA-AUTH-01, DNA-AUTH-05] */
export function readBasic(authorization: string | undefined): { clientId: string; key: string } | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(authorization ?? '') ?? [];
  if (!encoded) return undefined;
  const [, clientId, key] = /^(C[0-9]{7}):(.{1,255})$/is.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return clientId && key ? { clientId: clientId.toUpperCase(), key } : undefined;
}
