import { countries } from './countries.ts';
import { provincesOfCanada, statesOfUnitedStates } from './places.ts';

/**
 * A script for the programs and pages that ask a customer for his data: what the documents ask of the caller, because the server stores
 * states, postal codes and countries as sent. [SL-REG-11 … SL-REG-14, A32]
 */
export const validationScript = `// Checks registration data before they are sent. validateRegistration({ StateProvince, PostalCode, Country, Email })
// answers the names of the elements that are wrong; an empty list means that the data can be sent.
export const countries = ${JSON.stringify(countries)};
export const states = ${JSON.stringify(Object.keys(statesOfUnitedStates))};
export const provinces = ${JSON.stringify(Object.keys(provincesOfCanada))};

const rules = {
  'United States': { states, postalCode: /^[0-9]{5}(-[0-9]{4})?$/ },
  Canada: { states: provinces, postalCode: /^[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]$/i },
};

export function validateRegistration({ StateProvince = '', PostalCode = '', Country = '', Email = '' }) {
  const rule = rules[Country];
  return [
    Country !== '' && !countries.includes(Country) && 'Country',
    rule && StateProvince !== '' && !rule.states.includes(StateProvince) && 'StateProvince',
    rule && PostalCode !== '' && !rule.postalCode.test(PostalCode) && 'PostalCode',
    Email !== '' && !/^[^\\s@]+@[^\\s@]+$/.test(Email) && 'Email',
  ].filter(Boolean);
}
`;
