export * from './account.ts';
export * from './users.ts';
export * from './second-factors.ts';
export * from './keys.ts';
export * from './credentials.ts';
export * from './customers.ts';
export * from './registration.ts';
export * from './passwords.ts';
