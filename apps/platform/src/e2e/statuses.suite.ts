import type { Product } from './product.suite.ts';

const inactive = ['DUP', 'FRD', 'EXP', 'CHK', 'VOI', 'RET'] as const;

/** Every status code and what it does to activating, checking and giving back. */
export function statuses(product: () => Product): void {
  const inStatus = async (status: string, optionId?: number) => {
    const { add, activate, change } = product();
    const license = await add(optionId ? { ProdOptionID: optionId } : {});
    const first = await activate(license);
    const changed = await change(license, { Status: status });
    return { license, installationId: first.fields.InstallationID!, changed };
  };

  it.each(inactive.map((status) => ({ status })))(
    'refuses activation and check in $status with 5017 and the status, and lets the installation go [ST-$status-ACT, ST-$status-CHK, ST-$status-DEA, ST-$status-API, ST-06]',
    async ({ status }) => {
      const { activate, check, solo, keyId } = product();
      const { license, installationId, changed } = await inStatus(status);
      expect(changed.code).toBe(0);
      const info = await solo.infoCheck({ LicenseID: license.LicenseID });
      expect([info.code, info.fields.Status, info.fields.RemainingActivations]).toEqual([0, status, '4']);

      const activated = await activate(license);
      expect([activated.code, activated.fields.LicenseStatus]).toEqual([5017, status]);
      const checked = await check(installationId);
      expect([checked.code, checked.fields.LicenseStatus]).toEqual([5017, status]);
      const after = await solo.infoCheck({ LicenseID: license.LicenseID });
      expect(after.fields.RemainingActivations).toBe('4');
      const returned = await solo.deactivate(keyId, { InstallationID: installationId });
      expect(returned.code).toBe(0);
    },
  );

  it('lets a license in OK be activated and checked, without LicenseStatus [ST-OK-ACT, ST-OK-CHK, ST-OK-API, ST-17]', async () => {
    const { activate, check, change } = product();
    const { license, installationId } = await inStatus('FRD');
    expect((await change(license, { Status: 'OK' })).code).toBe(0);
    const activated = await activate(license);
    expect([activated.code, activated.fields.LicenseStatus]).toEqual([0, undefined]);
    const checked = await check(installationId);
    expect([checked.code, checked.fields.LicenseStatus]).toEqual([0, undefined]);
  });

  it.each([
    ['allow', 0, 0],
    ['existingOnly', 5017, 0],
    ['deactivate', 5017, 5017],
  ])(
    'follows Upgrade Behavior %s for a license in UPG: activation %i, check %i [ST-UPG-ACT, ST-UPG-CHK, ST-UPG-DEA, ST-UPG-API, ST-12, ST-13, ST-14]',
    async (upgradeBehavior, activation, checking) => {
      const { native, access, activate, check, solo, keyId } = product();
      const option = await native.send<{ id: string; solo: { prodOptionId: number } }>('POST', '/options', {
        productId: `solo:${access.products[0]!.productId}`,
        name: `Upgrade ${upgradeBehavior} ${Date.now()}`,
        type: 'activationCode',
        upgradeBehavior: 'allow',
      });
      const { license, installationId, changed } = await inStatus('UPG', option.solo.prodOptionId);
      expect(changed.code).toBe(0);
      await native.send('PATCH', `/options/${option.id}`, { upgradeBehavior });
      expect([(await activate(license)).code, (await check(installationId)).code]).toEqual([activation, checking]);
      expect((await solo.deactivate(keyId, { InstallationID: installationId })).code).toBe(0);
    },
  );

  it('cannot set Delete by UpdateActivationFields [ST-DEL-API, SL-UAF-06]', async () => {
    const { change, solo } = product();
    const { license } = await inStatus('OK');
    expect((await change(license, { Status: 'DEL' })).code).toBe(50);
    expect((await solo.infoCheck({ LicenseID: license.LicenseID })).fields.Status).toBe('OK');
  });
}
