// The same suite twice: in a browser on the loopback host, and in Electron where its binary is.
import { defineConfig } from '@playwright/test';
import { electronBinary } from './scripts/fetch-electron.mjs';

const electron = electronBinary();
// Workers load this file too; only the first process speaks.
if (!electron && process.env['TEST_WORKER_INDEX'] === undefined) console.log('SKIP electron: no binary');

export default defineConfig<{ driver: 'browser' | 'electron' }>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  // A shared machine may stall for seconds; what passed only the second time is reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  outputDir: 'test-results',
  // One set for every project: what the window looks like does not depend on the host.
  snapshotPathTemplate: 'test/e2e/screens/{arg}{ext}',
  use: { actionTimeout: 15_000 },
  projects: [
    { name: 'browser', use: { driver: 'browser' } },
    ...(electron ? [{ name: 'electron', use: { driver: 'electron' as const } }] : []),
  ],
});
