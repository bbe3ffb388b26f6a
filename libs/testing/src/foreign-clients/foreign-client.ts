import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A call as a client of another language makes it from the WSDL alone. */
export interface ForeignCall {
  service: string;
  /** Address of the service, without query. */
  address: string;
  port: 'Soap' | 'Soap12';
  /** `?WSDL` lets the Java client check the service's description against the schemas of WSDL. */
  operation: string;
  input: 'element' | 'string' | 'typed' | 'none';
  /** The document, or the parameters as `name=value`. */
  parts: readonly string[];
}

/** A program that makes the calls which it is told line by line; the lines are described in `python/calls.py` and `java/Calls.java`. */
export class ForeignClient {
  private readonly child: ChildProcess;
  private readonly replies: AsyncIterator<string>;
  private errors = '';

  constructor(command: string, args: readonly string[]) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr!.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.replies = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** The reply document, or the result with its values as children, as the client understood it. Throws what the client threw. */
  async call({ service, address, port, operation, input, parts }: ForeignCall): Promise<string> {
    const encoded = parts.map((part) => Buffer.from(part).toString('base64'));
    this.child.stdin!.write(`${[service, address, port, operation, input, ...encoded].join('\t')}\n`);
    const line = await this.replies.next();
    if (line.done) throw new Error(`The client ended: ${this.errors}`);
    const [outcome, text = ''] = line.value.split('\t');
    const told = Buffer.from(text, 'base64').toString();
    if (outcome !== 'ok') throw new Error(`${operation}: ${told}`);
    return told;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin!.end();
    await ended;
  }
}
