import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { allReplySchemas } from './reply-schemas.scenarios.ts';

/**
 * Checks what stands in the body of a reply's envelope by the schema in the service's WSDL, whose `any` is strict, and the documents inside by
 * their own schemas. Throws where it is not valid. [WIRE-45]
 */
export function envelopeValidator(wsdl: string): (envelope: string) => void {
  const schema = XmlDocument.fromString(schemaIn(wsdl), { url: 'wsdl.xsd' });
  const documents = new XmlBufferInputProvider({ 'documents.xsd': Buffer.from(allReplySchemas()) });
  xmlRegisterInputProvider(documents);
  const validator = XsdValidator.fromDoc(schema);
  xmlCleanupInputProvider();
  return (envelope) => {
    const reply = XmlDocument.fromString(bodyOf(envelope));
    try {
      validator.validate(reply);
    } finally {
      reply.dispose();
    }
  };
}

/** The schema by itself: with the prefixes of the definitions around it, and with the schema of the documents. */
function schemaIn(wsdl: string): string {
  const [schema] = /<s:schema .*<\/s:schema>/s.exec(wsdl) ?? [''];
  const prefixes = [...wsdl.matchAll(/ xmlns:\w+="[^"]*"/g)].map(([prefix]) => prefix);
  return schema
    .replace('<s:schema', `$&${[...new Set(prefixes)].join('')}`)
    .replace(/>/, '><s:import schemaLocation="documents.xsd"/>');
}

const bodyOf = (envelope: string): string => /(?<=:Body>).*(?=<\/\w+:Body>)/s.exec(envelope)?.[0] ?? '';
