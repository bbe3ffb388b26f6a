import type { CommandBus } from '@licet/command-bus';
import type { CallContext } from '@licet/contracts';
import type { LenientObject } from '../shared/lenient-json.ts';

/** The values of ResponseStatus; no other is ever sent. [IP-ENV-03] */
export type IpResponseStatus =
  | 'Success'
  | 'WrongAccessCode'
  | 'IncorrectApiKey'
  | 'IncorrectVendorId'
  | 'AccountReadOnly'
  | 'WebApiNotAllowed'
  | 'WebApiDisabled'
  | 'VendorNotFound'
  | 'OrderNotFound'
  | 'ProjectNotFound'
  | 'CannotCreateOrder'
  | 'LicensePresetNotFound'
  | 'LicenseCodeNotFound'
  | 'Error';

/** What an operation has in hand. */
export interface IpCall {
  bus: CommandBus;
  context: CallContext;
  authorId: number;
  /** The request object, access checked. */
  request: LenientObject;
}

/** One function of the Web API. [IP-HTTP-01] */
export interface IpOperation {
  /** As documented: `LicenseCode/Details`. */
  name: string;
  /** Members of the answer before ResponseDetails, all null on failure. [IP-ENV-04] */
  payload: readonly string[];
  answer(call: IpCall): Promise<IpAnswer>;
}

export type IpAnswer = { payload: Record<string, unknown> } | IpRefusal;

export interface IpRefusal {
  status: Exclude<IpResponseStatus, 'Success'>;
  /** An English sentence that names the member or object. [IP-ENV-07] */
  message: string;
}

export const refused = (status: IpRefusal['status'], message: string): IpRefusal => ({ status, message });
export const isRefused = (answer: object): answer is IpRefusal => 'status' in answer;
