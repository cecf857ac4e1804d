// `npm run bench:preview`: runs test/bench/preview.ts, which is TypeScript, on the built application.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./test/bench/preview.ts', { configFile: false, logLevel: 'error' });
await module.benchPreview(process.argv.slice(2));
