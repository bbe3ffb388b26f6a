import { element, type XmlNode } from '@licet/xml';
import { postedRoot, type ResultShape, type ResultType, type TypedOperation } from './typed-operation.ts';

type Attributes = Record<string, string>;
const tag = (name: string, attributes: Attributes, content: XmlNode[] = []): XmlNode =>
  element(name, content, attributes);

const schemaTypes: Record<string, string> = { int: 's:int', bool: 's:boolean' };
const schemaType = (type: string): string => schemaTypes[type] ?? 's:string';

/** Texts may be left out, numbers and truth values not. [reference 18.3] */
const declared = (name: string, type: string): XmlNode =>
  tag('s:element', { minOccurs: type === 's:string' ? '0' : '1', maxOccurs: '1', name, type });

const sequence = (children: XmlNode[]): XmlNode => tag('s:complexType', {}, [tag('s:sequence', {}, children)]);

const isSingle = (result: ResultShape): result is ResultType => typeof result === 'string';

/** Elements and types that a typed operation adds to the schema of its service. [LG, WIRE-45] */
export function typedSchema({ name, fields, result }: TypedOperation): XmlNode[] {
  const parameters = Object.entries(fields).map(([field, { type }]) => declared(field, schemaType(type)));
  const resultType = isSingle(result) ? schemaType(result) : `tns:${name}Result`;
  const answer = tag('s:element', { minOccurs: '1', maxOccurs: '1', name: `${name}Result`, type: resultType });
  return [
    tag('s:element', { name }, [sequence(parameters)]),
    tag('s:element', { name: `${name}Response` }, [sequence([answer])]),
    ...(isSingle(result) ? [] : [structure(`${name}Result`, result)]),
  ];
}

const structure = (name: string, members: Exclude<ResultShape, ResultType>): XmlNode => {
  const elements = Object.entries(members).map(([member, type]) => declared(member, schemaType(type)));
  return tag('s:complexType', { name }, [tag('s:sequence', {}, elements)]);
};

/** The global element that form POST answers with. [reference 18.2] */
export function postedElement(operation: TypedOperation): XmlNode {
  const { result } = operation;
  const name = postedRoot(operation);
  return tag('s:element', { name, type: isSingle(result) ? schemaType(result) : `tns:${name}` });
}
