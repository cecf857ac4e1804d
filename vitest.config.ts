import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['test/{unit,contract,golden}/**/*.test.ts', 'test/architecture.test.ts'],
    environment: 'node',
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
