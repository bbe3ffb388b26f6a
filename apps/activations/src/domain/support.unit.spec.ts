import { type OptionSettings, TermsChanged } from '@licet/contracts';
import { given } from '@licet/testing';
import { activate, activated, check, context, opened } from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';

const by = (support: Partial<OptionSettings['support']>) => context({ option: { support } });
const asking = (version: string | null) => activate({ parameters: { version } });
const upTo = by({ rule: 'maxVersion', maxVersion: '4.9.0.0' });

describe('support that ends above a version', () => {
  it('refuses the activation of a higher one, by number and not by text, and passes one that nobody tells [IP-SUPP-02]', () => {
    const license = given(ledgerDecider, opened());
    for (const version of ['4.9.0.1', '4.10.0.0', '5.0.0.0'])
      license.when(asking(version), upTo).thenRefused({ code: 'support_expired' });
    for (const version of ['4.9.0.0', '4.8.99999.0', null])
      license.when(asking(version), upTo).thenEvents({ type: 'InstallationActivated' });
  });

  it('lets programs of a higher version go on [IP-SUPP-01]', () => {
    const higher = check({ parameters: { version: '5.0.0.0' } });
    given(ledgerDecider, opened(), activated(1, 4)).when(higher, upTo).thenEvents({ type: 'InstallationChecked' });
  });

  it('is by the version that the license copied, by the rule of its option, and by what it says for itself above both [API-OPT-07, API-OPT-08]', () => {
    const copied = { support: { days: null, date: null, maxVersion: '3.0.0.0' } };
    const license = given(ledgerDecider, opened(copied));
    license.when(asking('4.0.0.0'), upTo).thenRefused({ code: 'support_expired' });
    license.when(asking('4.0.0.0'), by({ rule: 'never' })).thenEvents({ type: 'InstallationActivated' });
    const changes = { overrides: { support: { maxVersion: '4.0.0.0' } } };
    given(ledgerDecider, opened(copied), { type: 'TermsChanged', data: { ...TermsChanged.sample, changes } })
      .when(asking('4.0.0.0'), upTo)
      .thenEvents({ type: 'InstallationActivated' });
    const without = { support: { days: null, date: null, maxVersion: null } };
    given(ledgerDecider, opened(without)).when(asking('9.0.0.0'), upTo).thenEvents({ type: 'InstallationActivated' });
  });
});

describe('support that ends at an instant', () => {
  it('refuses no activation, whatever the version [IP-SUPP-01]', () => {
    const over = by({ rule: 'onDate', date: '2020-01-01T00:00:00.000Z', maxVersion: '1.0.0.0' });
    given(ledgerDecider, opened()).when(asking('9.0.0.0'), over).thenEvents({ type: 'InstallationActivated' });
  });
});
