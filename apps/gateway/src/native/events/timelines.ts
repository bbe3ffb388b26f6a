import {
  GetLicense,
  ListObjectEvents,
  type ListQuery,
  type Resource,
  type Scope,
  nativeId,
  nestedId,
  objectEventList,
} from '@licet/contracts';
import { Get, Param, type Type } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { installationNamed } from '../installations/installation-answers.ts';
import { namedInvoice } from '../invoices/invoice-answers.ts';
import { namedJob } from '../jobs/get-job.ts';
import { namedOption } from '../options/get-option.ts';
import { namedProduct } from '../products/get-product.ts';
import { namedRenewal } from '../renewals/renewal-answers.ts';
import { TimelineEventList, timelineEventView } from './timeline-view.ts';

/** A resource whose objects the feed tells of. */
interface Timeline {
  path: string;
  operation: string;
  /** For people. */
  of: string;
  /** Scope by which its objects are read, and what staff said of them. */
  reads: Scope;
  /** Native id of the object that an id or alias names, as it stands in the feed. Throws `not_found` for what the caller cannot see. */
  named: (call: NativeCall, id: string) => Promise<string>;
}

/** An object that has a UUID of its own. */
const by =
  (resource: Resource, find: (call: NativeCall, id: string) => Promise<{ uuid: string }>) =>
  async (call: NativeCall, id: string): Promise<string> =>
    nativeId(resource, (await find(call, id)).uuid);

/** To a test key live licenses are unknown. [API-KEY-06] */
async function namedLicense(call: NativeCall, id: string): Promise<{ uuid: string }> {
  const named = await nameOf(call, 'license', id);
  const { license } = await call.ask(GetLicense, {
    authorId: call.authorId,
    reference: { licenseId: named.number },
  });
  if (!call.sees(license)) throw new Problem('not_found');
  return assertNamed(named, license);
}

async function installationId(call: NativeCall, id: string): Promise<string> {
  const installation = await installationNamed(call, id);
  return nestedId('installation', installation.licenseUuid, installation.installationId);
}

const timelines: readonly Timeline[] = [
  {
    ...{ path: 'products', operation: 'listProductEvents', of: 'a product', reads: 'products:read' },
    named: by('product', namedProduct),
  },
  {
    ...{ path: 'options', operation: 'listOptionEvents', of: 'an option', reads: 'options:read' },
    named: by('option', namedOption),
  },
  {
    ...{ path: 'customers', operation: 'listCustomerEvents', of: 'a customer', reads: 'customers:read' },
    named: by('customer', namedCustomer),
  },
  {
    ...{ path: 'licenses', operation: 'listLicenseEvents', of: 'a license', reads: 'licenses:read' },
    named: by('license', namedLicense),
  },
  {
    ...{ path: 'installations', operation: 'listInstallationEvents', of: 'an installation' },
    ...{ reads: 'installations:read', named: installationId },
  },
  {
    ...{ path: 'invoices', operation: 'listInvoiceEvents', of: 'an invoice', reads: 'invoices:read' },
    named: by('invoice', namedInvoice),
  },
  {
    ...{ path: 'renewals', operation: 'listRenewalEvents', of: 'a renewal', reads: 'renewals:read' },
    named: by('renewal', namedRenewal),
  },
  {
    ...{ path: 'jobs', operation: 'listJobEvents', of: 'a job', reads: 'jobs:read' },
    named: by('job', namedJob),
  },
];

/** `GET /<resource>/{id}/events` of every resource, one controller each. [API-EVT-09] */
export const timelineControllers = timelines.map(timelineController);

function timelineController({ path, operation, of, reads, named }: Timeline): Type {
  @NativeController(path)
  class ListObjectEventsController {
    /** What happened to the object, newest first. [API-EVT-09, SYS-04] */
    @Get(':id/events')
    @Operation({ id: operation, summary: `What happened to ${of}, newest first.`, answers: TimelineEventList })
    @Requires('events:read')
    @ReadsQuery()
    async list(
      @Call() call: NativeCall,
      @Param('id') id: string,
      @Asked(objectEventList) query: ListQuery,
    ): Promise<object> {
      const object = await named(call, id);
      const page = await call.ask(ListObjectEvents, { authorId: call.authorId, object, query });
      const wholly = call.caller.scopes.includes(reads);
      return listOf(
        call,
        page,
        page.items.map((event) => timelineEventView(event, wholly)),
      );
    }
  }
  return ListObjectEventsController;
}
