import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Controls } from '../../src/capture/virtual/controls.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';

/** A virtual scanner of its own process with this paper in its feeder, a file a sheet in simplex. */
export interface Paper {
  readonly url: string;
  control(controls: Controls): Promise<void>;
  remove(): void;
}

export async function loadPaper(sheets: readonly Uint8Array[]): Promise<Paper> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-paper-'));
  sheets.forEach((bytes, n) => {
    writeFileSync(join(folder, `${String(n).padStart(3, '0')}.png`), bytes);
  });
  const scanner = launchOnNode('virtual-scanner', ['--folder', folder]);
  const url = await new Promise<string>((listening) => {
    scanner.onMessage((message) => listening((message as { url: string }).url));
  });
  return {
    url,
    async control(controls) {
      const answer = await fetch(new URL('/_ctl', url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(controls),
      });
      if (answer.status !== 204) throw new Error(`control: HTTP ${answer.status}`);
    },
    remove() {
      scanner.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
