import { guidOf } from './guid.ts';

const guid = '4c09d8a2-ee37-4441-8cf2-1d8dc626c265';
const bare = guid.replaceAll('-', '');

it.each([guid, guid.toUpperCase(), `{${guid}}`, bare, ` {${bare.toUpperCase()}}\n`])(
  'takes %p for one and the same GUID',
  (text) => {
    expect(guidOf(text)).toBe(guid);
  },
);

it.each([
  '',
  'back-office',
  bare.slice(1),
  `${guid}0`,
  `{${guid}`,
  `${guid}}`,
  guid.replace('-', ''),
  `g${guid.slice(1)}`,
])('takes %p for none', (text) => {
  expect(guidOf(text)).toBeUndefined();
});
