export * from './requests.ts';
export * from './software.ts';
export * from './installations.ts';
export * from './ledger.ts';
export * from './balances.ts';
export * from './attempts.ts';
