import type { InputKind, Operation } from './operation.ts';

export const targetNamespace = 'http://secure.softwarekey.com/solo/webservices/'; // a constant on every host [WIRE-05]

/** An operation under one of the names that it has on the wire. */
export interface WireOperation {
  name: string;
  input: InputKind;
  operation: Operation;
}

/** A service with its operations as the wire knows them: twins are operations of their own. */
export interface AsmxService {
  name: string;
  path: string;
  operations: readonly WireOperation[];
  /** By exact name, for SOAP. */
  named(name: string): WireOperation | undefined;
  /** Operations that form POST has, by name in any letter case. [WIRE-17, WIRE-26] */
  posted(name: string): WireOperation | undefined;
}

/** Makes a service of its operations. This table is the single place where an operation is declared. [design 6] */
export function asmxService(name: string, declared: readonly Operation[]): AsmxService {
  const operations = declared.flatMap(wireOperations);
  const byName = new Map(operations.map((it) => [it.name, it]));
  const byPath = new Map(operations.filter(isPosted).flatMap((it) => postedNames(it).map((posted) => [posted, it])));
  return {
    name,
    path: `/solo/webservices/${name}.asmx`,
    operations,
    named: (name) => byName.get(name),
    posted: (name) => byPath.get(name.toLowerCase()),
  };
}

/** Whether form POST has the operation: it can carry a string only. [WIRE-17] */
export const isPosted = ({ input }: WireOperation): boolean => input === 'string';

/** An alias names what it stands for as the operation does: plain, or with S for the twin. */
const postedNames = ({ name, operation }: WireOperation): string[] =>
  [operation.name, ...operation.aliases].map((it) => name.replace(operation.name, it).toLowerCase());

function wireOperations(operation: Operation): WireOperation[] {
  const plain: WireOperation = { name: operation.name, input: operation.input, operation };
  return operation.twin ? [plain, { name: `${operation.name}S`, input: 'string', operation }] : [plain];
}
