const special = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/;
const specialInAttribute = /[&<>"\t\n\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/;
const notAllowed = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const referenceOf = (character: string): string => references[character] ?? character;

/** Text of an element. What XML cannot hold at all becomes U+FFFD, so that a reply is always well-formed. [WIRE-64] */
export const escapeText = (text: string): string =>
  special.test(text) ? text.replaceAll(notAllowed, '\ufffd').replaceAll(/[&<>\r]/g, referenceOf) : text;

/** Value of an attribute in double quotes. */
export const escapeAttribute = (text: string): string =>
  specialInAttribute.test(text) ? text.replaceAll(notAllowed, '\ufffd').replaceAll(/[&<>"\t\n\r]/g, referenceOf) : text;

/** Whether XML can hold it at all, as text that is told back unchanged. [BAD-06] */
export const isXmlText = (text: string): boolean => !text.match(notAllowed);
