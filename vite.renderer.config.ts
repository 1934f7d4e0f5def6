import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The station's window: one static folder that both shells serve. Relative addresses, because the shells serve it under different roots. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // The content security policy allows pictures as data:, never fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
});
