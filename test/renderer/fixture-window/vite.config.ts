import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fixturePictures } from '../fixture-pictures.ts';

/** The window over the fixture station: `vite -c test/renderer/fixture-window/vite.config.ts`. */
// biome-ignore lint/style/noDefaultExport: the shape vite reads
export default defineConfig({
  root: 'test/renderer/fixture-window',
  plugins: [react(), fixturePictures()],
  server: { host: '127.0.0.1', fs: { allow: ['../../..'] } },
});
