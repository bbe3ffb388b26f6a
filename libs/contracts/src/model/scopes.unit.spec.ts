import { defaultAccountSettings } from './account-settings.ts';
import { scopes, soloPermissions } from './scopes.ts';

describe('permissions', () => {
  it("have SOLO's names, each for scopes that there are [PERM-14, API-USR-03]", () => {
    expect(Object.keys(soloPermissions)).toEqual([
      ...['Add Licenses', 'Edit Licenses', 'Add Single Customer', 'Edit Customers', 'View Password', 'Manage Records'],
      ...['Manage Installations', 'View Products', 'Manage Users', 'Report Access', 'Accounting Reports'],
      ...['Sales Reports', 'Financial Access', 'Master User'],
    ]);
    for (const names of Object.values(soloPermissions)) expect(scopes).toEqual(expect.arrayContaining([...names]));
  });

  it('are one scope for Master User, which is in no default group [PERM-23]', () => {
    expect(soloPermissions['Master User']).toEqual(['licenses:void']);
    for (const { scopes: granted } of defaultAccountSettings.groups) {
      expect(granted).not.toContain('licenses:void');
      expect(scopes).toEqual(expect.arrayContaining(granted));
    }
  });
});
