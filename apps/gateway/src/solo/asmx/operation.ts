import type { XmlElement, XmlNode } from '@licet/xml';
import type { ReplyDocument } from '../document/reply-document.ts';
import type { RequestDocument } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

/** How the parameter `xml` is typed: a document as child elements, or a document as text. [WIRE-09, WIRE-10] */
export type InputKind = 'element' | 'string';

/** One operation of a service: everything that routes, WSDL, help pages and checks are made of. */
export interface Operation {
  name: string;
  input: InputKind;
  /** Has a second operation of the same name plus S that takes a string. [WIRE-11] */
  twin: boolean;
  /** Takes an author logon, so it is for software of the author, not for software given to customers. [AUTH-13] */
  admin: boolean;
  /** Root of the document that it takes. */
  root: string;
  /** Whether it takes a document with this root. */
  takes(root: string): boolean;
  /** Further names under which form POST serves it. [SL-03] */
  aliases: readonly string[];
  /** Longest document in bytes of UTF-8. [WIRE-62] */
  limit: number;
  request: XmlNode;
  reply: XmlNode;
  unreadable(now: Date): XmlNode;
  /** Undefined when the document is of another shape. */
  answer(document: XmlElement, call: SoloCall): Promise<XmlNode> | undefined;
}

interface Declaration<R, W> {
  reads: RequestDocument<R>;
  replies: ReplyDocument<W>;
  handle(request: R, call: SoloCall): Promise<W>;
  twin?: true;
  input?: 'string';
  admin?: true;
  limit?: number;
  aliases?: readonly string[];
}

const usualLimit = 64 * 1024;

/** Declares an operation: its documents and who answers it. [design 6] */
export const operation = <R, W>(name: string, declared: Declaration<R, W>): Operation => ({
  name,
  input: declared.input ?? 'element',
  twin: declared.twin ?? false,
  admin: declared.admin ?? false,
  root: declared.reads.root,
  takes: (root) => root === declared.reads.root || (declared.reads.otherRoots ?? []).includes(root),
  aliases: declared.aliases ?? [],
  limit: declared.limit ?? usualLimit,
  request: declared.reads.sample(),
  reply: declared.replies.sample(),
  unreadable: (now) => declared.replies.unreadable(now),
  answer: (document, call) => {
    const request = declared.reads.read(document);
    return request === undefined
      ? undefined
      : declared.handle(request, call).then((outcome) => declared.replies.write(outcome));
  },
});
