// The page's first script: forbids eval before any other module is run, whichever files the build puts them into.
import './no-eval.ts';
import { inElectron } from './host/program.ts';
import { askForSecret } from './host/session-secret.ts';

if (!inElectron) {
  askForSecret();
  // The first address works once; this one as long as the program runs.
  history.replaceState(history.state, '', '/');
}
await import('./start.ts');
