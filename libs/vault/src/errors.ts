/** Errors of the vault. Their messages name subjects and purposes, never texts, keys or verifiers. */
export class VaultError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The master key is not the one under which this database's keys are wrapped. */
export class WrongMasterKey extends VaultError {
  constructor() {
    super('WRONG_MASTER_KEY', 'The master key is not the one that this database was set up with.');
  }
}

/** A sealed value was changed, belongs to another subject, or is no sealed value at all. */
export class SealBroken extends VaultError {
  constructor(subject: string) {
    super('SEAL_BROKEN', `A sealed value of ${subject} does not open: it was changed or moved.`);
  }
}

/** The data key of a subject is not in memory; it must be loaded or made before. */
export class KeyNotLoaded extends VaultError {
  constructor(subject: string) {
    super('KEY_NOT_LOADED', `The data key of ${subject} is not in memory.`);
  }
}

/** The data key of a subject was destroyed: nothing is sealed for it any more. */
export class KeyDestroyed extends VaultError {
  constructor(subject: string) {
    super('KEY_DESTROYED', `The data key of ${subject} was destroyed.`);
  }
}

/** More passwords wait to be derived than can be in useful time. */
export class VaultOverloaded extends VaultError {
  constructor() {
    super('VAULT_OVERLOADED', 'Too many passwords wait to be verified.');
  }
}
