// A process that saves a file and ends itself with SIGKILL before a named step. Arguments: path, step, byte, length.
import { saveAtomically } from '../../../src-main/files.ts';

const [path = '', wanted = '', byte = '0', length = '0'] = process.argv.slice(2);
await saveAtomically(path, new Uint8Array(Number(length)).fill(Number(byte)), {
  steps: (step) => {
    if (step === wanted) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write('saved');
