import { isLongEnough, usualPasswords } from './password-form.ts';

describe('Passwords of a set', () => {
  it.each([
    [undefined, { length: 6, prefix: '' }],
    [{ length: 10 }, { length: 10, prefix: '' }],
    [{ prefix: 'AB' }, { length: 6, prefix: 'AB' }],
    [{ prefix: 'SPRING-' }, { length: 10, prefix: 'SPRING-' }],
  ])('have six characters, or three behind their prefix, where nothing else is said: %p [CU-07]', (told, form) => {
    expect(usualPasswords(told)).toEqual(form);
  });

  it('have at least three random characters [CU-07]', () => {
    expect(isLongEnough({ length: 8, prefix: 'ABCDE' })).toBe(true);
    expect(isLongEnough({ length: 7, prefix: 'ABCDE' })).toBe(false);
  });
});
