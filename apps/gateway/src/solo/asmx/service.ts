import type { InputKind, Operation } from './operation.ts';
import type { TypedOperation } from './typed-operation.ts';

export const targetNamespace = 'http://secure.softwarekey.com/solo/webservices/'; // a constant on every host [WIRE-05]

/** An operation under one of the names that it has on the wire. */
export interface WireOperation {
  name: string;
  input: InputKind;
  operation: Operation;
}

/** Whatever a service can offer: most take a document, those of the older services parameters. */
export type ServedOperation = WireOperation | TypedOperation;

/** A service with its operations as the wire knows them: twins are operations of their own. */
export interface AsmxService<O extends ServedOperation = ServedOperation> {
  name: string;
  path: string;
  operations: readonly O[];
  /** By exact name, for SOAP. */
  named(name: string): O | undefined;
  /** Operations that form POST has, by name in any letter case. [WIRE-17, WIRE-26] */
  posted(name: string): O | undefined;
}

/** Makes a service of its operations. This table is the single place where an operation is declared. [design 6] */
export const asmxService = (name: string, declared: readonly Operation[]): AsmxService<WireOperation> =>
  service(name, name, declared.flatMap(wireOperations), postedNames);

/** The older services have their names in lower case in their addresses. [LG, WIRE-03] */
export const typedService = (name: string, operations: readonly TypedOperation[]): AsmxService<TypedOperation> =>
  service(name, name.toLowerCase(), operations, (it) => [it.name.toLowerCase()]);

function service<O extends ServedOperation>(
  name: string,
  address: string,
  operations: readonly O[],
  postedNamesOf: (operation: O) => string[],
): AsmxService<O> {
  const byName = new Map(operations.map((it) => [it.name, it]));
  const byPath = new Map(operations.filter(isPosted).flatMap((it) => postedNamesOf(it).map((posted) => [posted, it])));
  return {
    name,
    path: `/solo/webservices/${address}.asmx`,
    operations,
    named: (name) => byName.get(name),
    posted: (name) => byPath.get(name.toLowerCase()),
  };
}

/** Whether form POST has the operation: it carries strings and parameters, not elements. [WIRE-17] */
export const isPosted = ({ input }: ServedOperation): boolean => input !== 'element';

export const isAdmin = (served: ServedOperation): boolean =>
  served.input === 'typed' ? served.admin : served.operation.admin;

/** An alias names what it stands for as the operation does: plain, or with S for the twin. */
const postedNames = ({ name, operation }: WireOperation): string[] =>
  [operation.name, ...operation.aliases].map((it) => name.replace(operation.name, it).toLowerCase());

function wireOperations(operation: Operation): WireOperation[] {
  const plain: WireOperation = { name: operation.name, input: operation.input, operation };
  return operation.twin ? [plain, { name: `${operation.name}S`, input: 'string', operation }] : [plain];
}
