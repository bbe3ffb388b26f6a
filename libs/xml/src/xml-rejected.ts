const messages = {
  malformed: 'The document is not well-formed XML.',
  encoding: 'The document is not UTF-8.',
  doctype: 'The document has a DOCTYPE.',
  instruction: 'The document has a processing instruction.',
  depth: 'The document is nested too deep.',
  nodes: 'The document has too many elements and attributes.',
  size: 'The document is too large.',
} as const;

export type RejectionReason = keyof typeof messages;

/** A document that the gate refuses. Says why, and nothing of what stands in the document. [WIRE-61, WIRE-62, WIRE-65, WIRE-66] */
export class XmlRejected extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason) {
    super(messages[reason]);
    this.name = 'XmlRejected';
    this.reason = reason;
  }
}
