import { DryRun } from '@licet/dry-run';

interface Question<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * One round trip for all who ask at the same time: while a query is on the wire, questions gather for the next one. Nobody joins a query
 * that was sent before he asked, so an answer reflects everything committed before the question.
 */
export class Coalescer<K, V> {
  private questions: Question<K, V>[] = [];
  private asking = false;

  /** `query` answers in the order of its keys. */
  constructor(
    private readonly query: (keys: K[]) => Promise<V[]>,
    private readonly most = 1_000,
  ) {}

  ask(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.questions.push({ key, resolve, reject });
      if (!this.asking) DryRun.outside(() => void this.drain()); // for all who ask meanwhile
    });
  }

  private async drain(): Promise<void> {
    this.asking = true;
    await Promise.resolve(); // lets every caller of this turn join
    while (this.questions.length > 0) await this.answer(this.questions.splice(0, this.most));
    this.asking = false;
  }

  private async answer(questions: readonly Question<K, V>[]): Promise<void> {
    try {
      const answers = await this.query(questions.map(({ key }) => key));
      answers.forEach((answer, i) => questions[i]?.resolve(answer));
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
}
