import { GetLicense } from '@licet/contracts';
import { customerPassword } from '../testing/neighbors.ts';
import { type RunningLicenses, addTo, catalogOf, runLicenses } from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => {
  licenses = await runLicenses();
});
afterAll(() => licenses.close());

it.each<[string, (own: string) => string, boolean]>([
  ['the activation password', (own) => own, true],
  ['the password of the customer', () => customerPassword, true],
  ['a wrong password', () => 'nothing', false],
])(
  'with %s, says of a serial number of another product that it is known there: %3$s [SL-INFO-44, SL-INFO-46]',
  async (_, passwordOf, otherProduct) => {
    const sold = await catalogOf(licenses, { serials: { mode: 'generate', prefix: null } });
    const { serialNumber, activationPassword } = await addTo(licenses, sold.optionId);
    const { productId } = await catalogOf(licenses);
    const reference = { serialNumber, productId };
    const password = passwordOf(activationPassword);
    const reply = await licenses.send(GetLicense, { authorId: null, reference, password });
    expect(reply).toMatchObject({
      ok: false,
      refusal: { code: 'not_found', facts: { what: 'license', otherProduct } },
    });
  },
);
