import { type CallDefinition, type KeyedCall, commandIdOf } from '@licet/contracts';
import { type Draw, drawFrom } from '@licet/vault';

type Begun = Extract<KeyedCall, { kind: 'begun' }>;

/** A command of a run, with the id under which the record knows it whoever runs the call. */
export interface Step {
  commandId: string;
  /** The command was refused, so nothing stands under its id: the next one of its kind may have it. */
  refused: () => void;
}

/**
 * One run of a call with an `Idempotency-Key`. Its commands and its secrets come from the id of the call, so that another run does what the
 * first one did, and the record answers what has happened already. [API-IDEM-07]
 */
export class KeyedRun {
  readonly callId: string;
  /** Another run before this one did not come to its end. */
  readonly resumed: boolean;
  readonly draw: Draw;
  /** Whether a command was sent: something may have happened. */
  begun = false;
  readonly #taken = new Map<string, Set<number>>();

  constructor({ callId, secret, resumed }: Begun) {
    this.callId = callId;
    this.resumed = resumed;
    this.draw = drawFrom(secret);
  }

  step({ name }: CallDefinition): Step {
    this.begun = true;
    const taken = this.#taken.get(name) ?? new Set();
    this.#taken.set(name, taken);
    let number = 1;
    while (taken.has(number)) number++;
    taken.add(number);
    const refused = () => void taken.delete(number);
    return { commandId: commandIdOf(`keyed call ${this.callId} ${name} ${number}`), refused };
  }
}
