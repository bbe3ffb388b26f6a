// Arrays in PostgreSQL's binary format. Text arrays cost twice the CPU, because every quote in every JSON text is escaped here
// and unescaped there.

export const smallints = (values: readonly number[]) => fixed(values, 21, 2, (b, v, at) => b.writeInt16BE(v, at));
export const ints = (values: readonly number[]) => fixed(values, 23, 4, (b, v, at) => b.writeInt32BE(v, at));
export const booleans = (values: readonly boolean[]) => fixed(values, 16, 1, (b, v, at) => b.writeUInt8(v ? 1 : 0, at));
export const uuids = (values: readonly string[]) =>
  fixed(values, 2950, 16, (b, v, at) => b.write(v.replaceAll('-', ''), at, 16, 'hex'));
export const texts = (values: readonly string[]) => variable(values, 25);
export const jsons = (values: readonly string[]) => variable(values, 114);

function fixed<T>(
  values: readonly T[],
  type: number,
  size: number,
  write: (buffer: Buffer, value: T, at: number) => void,
) {
  const buffer = Buffer.allocUnsafe(20 + values.length * (4 + size));
  let at = header(buffer, type, values.length);
  for (const value of values) {
    at = buffer.writeInt32BE(size, at);
    write(buffer, value, at);
    at += size;
  }
  return buffer;
}

function variable(values: readonly string[], type: number) {
  let size = 20;
  for (const value of values) size += 4 + Buffer.byteLength(value);
  const buffer = Buffer.allocUnsafe(size);
  let at = header(buffer, type, values.length);
  for (const value of values) {
    const length = buffer.write(value, at + 4);
    buffer.writeInt32BE(length, at);
    at += 4 + length;
  }
  return buffer;
}

/** One dimension, no nulls, element type, length, lower bound 1. */
function header(buffer: Buffer, type: number, length: number): number {
  [1, 0, type, length, 1].forEach((value, i) => buffer.writeInt32BE(value, i * 4));
  return 20;
}
