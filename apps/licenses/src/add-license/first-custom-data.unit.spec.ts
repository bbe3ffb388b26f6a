import { defaultOption } from '@licet/contracts';
import { firstCustomData } from './first-custom-data.ts';

it('is the parameters of the option as one document, in their order [PO-14, SL-ADD-29]', () => {
  const customParameters = [
    { name: 'Modules', value: 'Print & <scan>' },
    { name: '_Limit.1', value: '' },
  ];
  expect(firstCustomData({ ...defaultOption, customParameters })).toEqual({
    format: 'xml',
    value: '<CustomLicenseParameters><Modules>Print &amp; &lt;scan&gt;</Modules><_Limit.1 /></CustomLicenseParameters>',
  });
});

it('is none where the option has none [SL-ADD-29]', () => {
  expect(firstCustomData(defaultOption)).toBeUndefined();
});
