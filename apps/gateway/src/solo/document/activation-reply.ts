import { element, type XmlNode } from '@licet/xml';
import { activationMessage } from '../codes/activation-codes.ts';
import { isoSeconds } from './formats.ts';
import type { ReplyDocument, Shown } from './reply-document.ts';

export interface ActivationOutcome<N extends string = string> {
  code: number;
  /** Sentence in place of the code's usual one. */
  message?: string | undefined;
  sessionCode: string | null | undefined;
  at: string;
  values: Partial<Record<N, Shown>>;
}

/**
 * Replies of XmlActivationService. The table says for each element, in documented order, with which codes it is returned; an element
 * without value is left out all the same. [FMT-24, SA-GEN-05, SA-GEN-06, SA-GEN-08, SA-GEN-11, SA-GEN-13]
 */
export function activationReply<const N extends string>(
  root: string,
  returnedOn: Record<N, readonly number[]>,
): ReplyDocument<ActivationOutcome<N>> {
  const names = Object.keys(returnedOn) as N[];
  const write = ({ code, message, sessionCode, at, values }: ActivationOutcome<N>): XmlNode => {
    const children = [element('ResultCode', code)];
    if (code !== 0) children.push(element('ErrorMessage', message ?? activationMessage(code)));
    for (const name of names) {
      const value: Shown = values[name];
      if (value !== null && value !== undefined && returnedOn[name].includes(code)) children.push(element(name, value));
    }
    children.push(element('ServerDateTime', isoSeconds(at)));
    if (sessionCode) children.push(element('SessionCode', sessionCode));
    return element(root, [element('PrivateData', children)]);
  };
  return {
    root,
    write,
    unreadable: (now) => write({ code: 5024, sessionCode: undefined, at: now.toISOString(), values: {} }),
    sample: () => {
      const all = ['ResultCode', 'ErrorMessage', ...names, 'ServerDateTime', 'SessionCode'];
      return element(root, [
        element(
          'PrivateData',
          all.map((name) => element(name, 'string')),
        ),
      ]);
    },
  };
}
