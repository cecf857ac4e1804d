// Imported before any schema is made: zod then never probes for `new Function`, which the page's policy forbids and reports.
import { config } from 'zod';

config({ jitless: true });
