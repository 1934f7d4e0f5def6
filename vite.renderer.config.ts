import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The window's own code is fetched and read from the start, not when the first small script comes to ask for it. */
const fetchCodeAtOnce: Plugin = {
  name: 'fetch-code-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { chunk, bundle }) => {
      const files = new Set<string>();
      const add = (file: string) => {
        if (files.has(file)) return;
        files.add(file);
        const one = bundle?.[file];
        if (one?.type === 'chunk') for (const other of one.imports) add(other);
      };
      // What those in turn fetch later is for later.
      for (const file of chunk?.dynamicImports ?? []) add(file);
      const later = [...files].filter((file) => file !== chunk?.fileName);
      return later.map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      }));
    },
  },
};

/** The station's window: one static folder that both shells serve. Relative addresses, because the shells serve it under different roots. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react(), fetchCodeAtOnce],
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // The content security policy allows pictures as data:, never fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In kB: the window comes from its own station, and what it opens with is measured by bench:ui (ADR 24).
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Apart from the window's own code: they change with their versions only.
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }],
        },
      },
    },
  },
});
