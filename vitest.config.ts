import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, chromiumPath } from './test/chromium.ts';
import { fixturePictures } from './test/renderer/fixture-pictures.ts';

/**
 * Suites by what they need: `fast` nothing but Node, `component` and `e2e` a real Chromium, `torture` minutes of killing.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/component/**', 'test/e2e/**', 'test/torture/**', 'test/bench/**'],
          // The demo takes 23 s on two quiet cores: a limit is there for what hangs, not for what is slow.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        plugins: [react(), fixturePictures()],
        // Anew each time: what a kept cache lacks is found in mid-test, and the page loads again under its hands.
        optimizeDeps: { force: true },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.tsx'],
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1366, height: 768 },
            provider: playwright({
              launchOptions: { executablePath: chromiumPath, args: [...chromiumFlags] },
              contextOptions: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: 'light' },
              actionTimeout: 15_000,
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'torture',
          include: ['test/torture/**/*.test.ts'],
          testTimeout: 900_000,
          fileParallelism: false,
          // Processes start here some hundred times: what one compiled the next one finds.
          env: { NODE_COMPILE_CACHE: join(tmpdir(), 'platen-torture-compiled') },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
