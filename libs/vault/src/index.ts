export * from './activation-password.ts';
export * from './api-keys.ts';
export { sameText } from './constant-time.ts';
export * from './errors.ts';
export * from './migrations.ts';
export { type Draw, drawFrom } from './random-text.ts';
export { subjectOf } from './sealed-text.ts';
export * from './vault.ts';
export { sha256Verifier } from './verifiers.ts';
