export { XmlElement, isBlank, type XmlAttribute } from './xml-element.ts';
export { XmlRejected, type RejectionReason } from './xml-rejected.ts';
export { parseXml, type XmlLimits } from './parse-xml.ts';
export { element, writeXml, type XmlContent, type XmlNode } from './write-xml.ts';
export { serialize } from './serialize.ts';
export { escapeAttribute, escapeText, isXmlText } from './escape.ts';
