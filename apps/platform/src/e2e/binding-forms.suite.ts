import { type Way, targetNamespace } from '@licet/gateway/scenarios';

type Form = [title: string, written: (document: string) => ReturnType<Way['request']>];

/** In how many forms one document, elements with values without attributes, may be written into one way to call. [WIRE-49 … WIRE-57] */
export function formsOf(way: Way): Form[] {
  const form = (title: string, change: (document: string) => string): Form => [
    title,
    (document) => way.request(change(document)),
  ];
  const everywhere = [
    form('blanks between elements [WIRE-56]', (it) => it.replaceAll('><', '>\r\n\t <')),
    form('comments and CDATA inside [WIRE-57]', (it) => it.replaceAll(/>([^<]+)</g, '><!-- & --><![CDATA[$1]]><')),
    form('xmlns="" on the root [WIRE-52]', (it) => it.replace(/^<\w+/, '$& xmlns=""')),
    form('the target namespace on the root [WIRE-52]', (it) => it.replace(/^<\w+/, `$& xmlns="${targetNamespace}"`)),
    form('unknown elements at every level [WIRE-53, BAD-13]', (it) =>
      it.replaceAll(/(?<=>)<(?=[A-Z])/g, '<x><y/>1</x><'),
    ),
    form('its elements in another order [WIRE-54, BAD-14]', reversed),
    form('a blank before and another value behind each element [WIRE-55]', (it) =>
      it.replaceAll(parameter, '<$1> </$1>$&<$1>other</$1>'),
    ),
  ];
  if (way.embedded) return everywhere;
  const asText = [
    form('a declaration [WIRE-49]', (it) => `<?xml version="1.0" encoding="utf-8"?>${it}`),
    form('a declared UTF-16 [WIRE-50]', (it) => `<?xml version="1.0" encoding="utf-16"?>\r\n${it}`),
    form('byte order mark and blanks around it [WIRE-51]', (it) => `\ufeff\r\n ${it}\r\n`),
  ];
  const cdata: Form = ['CDATA around it [WIRE-10, WIRE-57]', (document) => inCdata(way, document)];
  return way.binding === 'P' ? [...everywhere, ...asText] : [...everywhere, ...asText, cdata];
}

/** Elements with a value, but for the key's id, which stands outside of PrivateData. */
const parameter = /<((?!EncryptionKeyID)\w+)>[^<]+<\/\1>/g;

function reversed(document: string): string {
  const parameters = document.match(parameter) ?? [];
  return document.replaceAll(parameter, () => parameters.pop()!);
}

function inCdata(way: Way, document: string): ReturnType<Way['request']> {
  const { body, ...request } = way.request('DOCUMENT');
  return { ...request, body: body.toString().replace('DOCUMENT', () => `<![CDATA[${document}]]>`) };
}
