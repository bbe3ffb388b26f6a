import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Scripts of old automation clients, by what serves their purpose now. [LG-06] */
const replacedBy: Record<string, string> = {
  'customers/getlicensestatus.asp': 'XmlLicenseService.asmx, operation InfoCheck',
  'customers/getregdata.asp': 'XmlLicenseService.asmx, operation ValidateRegistration',
  'customers/getlicenseinfo1.asp': 'XmlLicenseService.asmx, operation InfoCheck',
  'customers/license_return.asp': 'XmlActivationService.asmx, operation DeactivateInstallation',
  'customers/updatecheck.asp': 'XmlLicenseService.asmx, operation UpdateCheck',
  'customers/download.asp': 'the customer portal',
  'customers/downloadfile.aspx': 'the customer portal',
  'postings/postregdata.asp': 'XmlLicenseService.asmx, operation Register',
  'postings/countpost.asp': 'XmlActivationService.asmx, operation DecrementLicenseCounter',
  'unlock/getcode.asp': 'activationserver.asmx, operation ActivateLicense',
  'products/trialsignup.asp': 'licenseserver.asmx, operation AddLicenseAndUnregisteredCustomer',
};

/** Clear to people who look at what their old program got, and to programs by the status. [LG-06] */
export function scriptAddresses(instance: FastifyInstance): void {
  instance.route({ method: ['GET', 'POST'], url: '/solo/:folder/:script', handler: gone });
}

function gone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { folder, script } = request.params as { folder: string; script: string };
  const now = replacedBy[`${folder}/${script}`.toLowerCase()];
  void reply.type('text/plain; charset=utf-8');
  if (now === undefined) return reply.code(404).send('There is nothing at this address.');
  return reply.code(410).send(`This script is no longer served. Use ${now}.`);
}
