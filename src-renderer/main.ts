// The page's first script: forbids eval before any other module is run, whichever files the build puts them into.
import './no-eval.ts';

await import('./start.ts');
