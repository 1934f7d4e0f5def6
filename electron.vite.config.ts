import { defineConfig } from 'electron-vite';
import renderer from './vite.renderer.config.ts';

const workers = ['capture-host', 'import-worker', 'page-worker', 'virtual-scanner', 'match-service'];

/**
 * Electron runs bundles: `out/main/main.js` and one entry a worker beside it, `out/preload/preload.cjs`, and the
 * same `out/renderer` the browser shell serves. npm packages stay outside, where their native parts are.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          main: 'src/shell/electron/main.ts',
          ...Object.fromEntries(workers.map((kind) => [kind, `src/workers/${kind}.ts`])),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Flat: what is addressed from `src/{room}/` by `../../` is two folders up from here too.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { preload: 'src/preload/preload.ts' },
        // A sandboxed preload is a script: it cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    // electron-vite reads these from the project folder, and leaves a window as large as it was written.
    build: {
      ...renderer.build,
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { ...renderer.build?.rolldownOptions, input: 'src/renderer/index.html' },
    },
  },
});
