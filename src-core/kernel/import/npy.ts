// NumPy's .npy files (format 1.0 to 3.0): a header in Python's own notation, then the numbers.
import { type Imported, kernelOfList, refuseText } from './imported.ts';

const FORMAT = 'NumPy';
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export function looksLikeNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

type Read = (view: DataView, offset: number, littleEndian: boolean) => number;
const TYPES: Readonly<Record<string, { readonly size: number; readonly read: Read }>> = {
  f8: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  f4: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  i1: { size: 1, read: (view, at) => view.getInt8(at) },
  i2: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  i4: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  i8: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u1: { size: 1, read: (view, at) => view.getUint8(at) },
  u2: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  u4: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  b1: { size: 1, read: (view, at) => view.getUint8(at) },
};

export function importNpy(bytes: Uint8Array): Imported {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!looksLikeNpy(bytes) || bytes.length < 12) refuseText(FORMAT, 'The file does not start as a .npy file does.');
  const long = (bytes[6] ?? 1) >= 2;
  const headLength = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (long ? 12 : 10) + headLength;
  if (start > bytes.length || headLength > 65_536) refuseText(FORMAT, 'The file ends inside its header.');
  const head = new TextDecoder('latin1').decode(bytes.subarray(long ? 12 : 10, start));
  const [, order = '|', type = ''] = /'descr'\s*:\s*'([<>|=])(\w\d)'/u.exec(head) ?? [];
  const [, shapeText] = /'shape'\s*:\s*\(([^)]*)\)/u.exec(head) ?? [];
  const number = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!number || shapeText === undefined) refuseText(FORMAT, 'Only real numbers and integers are supported.');
  const shape = shapeText
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  if (shape.length > 2 || shape.length === 0)
    refuseText(FORMAT, `A kernel has one or two dimensions; this array has ${shape.length}.`);
  const columns = shape.at(-1) ?? 0;
  const rows = shape.length === 2 ? (shape[0] ?? 0) : 1;
  const count = rows * columns;
  if (!(count >= 1 && count <= 257 * 257))
    refuseText(FORMAT, `It has ${rows} × ${columns} cells; the most is 257 × 257.`);
  if (bytes.length < start + count * number.size) refuseText(FORMAT, 'The file ends before its last number.');
  const columnMajor = /'fortran_order'\s*:\s*True/u.test(head);
  const weights = Array.from({ length: count }, (_, index) => {
    const place = columnMajor ? (index % columns) * rows + Math.floor(index / columns) : index;
    return number.read(view, start + place * number.size, order !== '>');
  });
  const odd = weights.findIndex((weight) => !Number.isFinite(weight) || Math.abs(weight) > 3.4028234663852886e38);
  if (odd >= 0) refuseText(FORMAT, `Number ${odd + 1} is ${weights[odd]}, which is not a weight.`);
  const notes = shape.length === 1 ? ['The one-dimensional array was read as one row.'] : [];
  return { format: FORMAT, name: null, kernel: kernelOfList(weights, rows, columns, FORMAT), settings: {}, notes };
}
