// The renderer: one page, relative addresses (app:// and the loopback host both serve it), no inline scripts or styles.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** What the page needs in any case is asked for by the page itself, not by one script after another. */
const preloadStart: Plugin = {
  name: 'kernelcraft-preload-start',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const wanted = new Set<string>();
      const add = (fileName: string): void => {
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk' || wanted.has(fileName)) return;
        wanted.add(fileName);
        chunk.imports.forEach(add);
      };
      const entries = Object.values(bundle).filter((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      entries.forEach(({ fileName }) => add(fileName));
      // What the entry imports is preloaded by the bundler itself.
      const known = new Set(wanted);
      for (const [fileName, chunk] of Object.entries(bundle)) {
        const first = chunk.type === 'chunk' && /\/(start\.ts|App\.svelte)$/.test(chunk.facadeModuleId ?? '');
        if (first) add(fileName);
      }
      return [...wanted]
        .filter((fileName) => !known.has(fileName))
        .map((fileName) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `./${fileName}` },
          injectTo: 'head' as const,
        }));
    },
  },
};

export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [svelte(), preloadStart],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    // One style sheet: parts that come later find their looks already there.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Few files start sooner than thirty: what the first script needs, what parts have in common, and the window.
          // The first script forbids eval: nothing that makes schemas may be among what it needs.
          groups: [
            {
              name: 'first',
              test: /session-secret|src-core.errors|host.program|zod.v4.core.core|preload-helper/,
              priority: 1,
            },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1500,
  },
});
