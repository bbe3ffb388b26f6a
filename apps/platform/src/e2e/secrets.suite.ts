import type { Product } from './product.suite.ts';

/** Must run last: reads all that the processes wrote during the other suites. */
export function secretsStayHome(product: () => Product): void {
  it('wrote no secret into its logs during the whole run [WIRE-65, design 1.7]', async () => {
    const { running, access, add, activate } = product();
    const license = await add({ LicenseeName: 'Confidential Person', LicenseeEmail: 'confidential@example.com' });
    await activate({ ...license, Password: `${license.Password}x` });
    const activated = await activate(license, { InstallationName: 'Confidential Machine' });
    const secrets = [
      access.author.userPassword,
      access.apiKey,
      access.apiKey.split('_').at(-1)!,
      access.dna.apiKey,
      access.intelliProtector.webApiKey,
      access.customers[0]!.password,
      license.Password,
      activated.fields.InstallationID!,
      'Confidential',
      'confidential@example.com',
      access.customers[0]!.email,
    ];
    const output = running.output();
    expect(output.length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
  });
}
