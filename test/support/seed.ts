// Properties draw the same cases in every run; KERNELCRAFT_SEED=random draws others, and a failure names its seed.
import fc from 'fast-check';

const given = process.env['KERNELCRAFT_SEED'];
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given ?? 20_260) });
