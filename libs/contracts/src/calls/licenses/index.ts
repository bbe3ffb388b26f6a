export * from './products.ts';
export * from './options.ts';
export * from './catalog-transitions.ts';
export * from './issue.ts';
export * from './changes.ts';
export * from './custom-data.ts';
export * from './activation-password.ts';
export * from './look-up.ts';
