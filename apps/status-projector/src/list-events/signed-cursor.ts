import { sameText, type Vault } from '@licet/vault';
import { parsePlaces, type Places, printPlaces } from '../domain/cursor.ts';

const purpose = 'feed cursor';
const proofLength = 16;

/** Cursors of one account. They are signed, so that an altered or foreign one is known. [API-EVT-02] */
export class SignedCursors {
  constructor(
    private readonly vault: Vault,
    private readonly authorId: number,
  ) {}

  print(at: Places): string {
    const text = printPlaces(this.authorId, at);
    return Buffer.from(`${text}~${this.proof(text)}`).toString('base64url');
  }

  /** Undefined for what is no cursor of this account. */
  parse(cursor: string): Places | undefined {
    const [text = '', proof = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('~');
    return sameText(proof, this.proof(text)) ? parsePlaces(this.authorId, text) : undefined;
  }

  private proof(text: string): string {
    return this.vault.keyedHash(purpose, text).slice(0, proofLength);
  }
}
