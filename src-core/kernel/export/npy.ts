// NumPy's .npy file, format 1.0: the weights as float64 in rows.
import { DEFAULT_SETTINGS } from '../../filters/settings.ts';
import { importNpy } from '../import/npy.ts';
import { differences, lossNotes, type KernelSyntax } from './exported.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** Magic, version, length of the header and the header fill a multiple of this. */
const ALIGNMENT = 64;

export const npy: KernelSyntax = {
  id: 'npy',
  label: 'NumPy file',
  extension: 'npy',
  print: (source) => {
    const { rows, columns, weights } = source.kernel;
    const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
    const start = Math.ceil((MAGIC.length + 2 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
    const header = `${dictionary.padEnd(start - MAGIC.length - 3)}\n`;
    const content = new Uint8Array(start + weights.length * 8);
    const view = new DataView(content.buffer);
    content.set(MAGIC);
    view.setUint16(MAGIC.length, header.length, true);
    content.set(new TextEncoder().encode(header), MAGIC.length + 2);
    weights.forEach((weight, index) => view.setFloat64(start + index * 8, weight, true));
    return { content, notes: lossNotes('.npy', differences(source, importNpy(content), DEFAULT_SETTINGS)) };
  },
};
