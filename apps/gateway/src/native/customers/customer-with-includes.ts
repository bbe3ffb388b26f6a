import Type from 'typebox';
import { Answer } from '../http/view-schema.ts';
import { InvoiceView } from '../invoices/invoice-view.ts';
import { LicenseView } from '../licenses/license-view-schema.ts';
import { customerExample, customerMembers } from './customer-view.ts';

/** [API-CUS-02] */
export const CustomerWithIncludes = Answer(
  'CustomerWithIncludes',
  {
    ...customerMembers,
    licenses: Type.Optional(Type.Array(LicenseView)),
    invoices: Type.Optional(Type.Array(InvoiceView)),
  },
  customerExample,
);
