import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { openVirtualRig } from './virtual-rig.ts';

const bytes = 64 * 1024;

describe('a disk that fills up while a stack is fed', () => {
  let spoolFolder: string;
  let isMounted: boolean;

  beforeEach(async () => {
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-full-'));
    isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', spoolFolder]).status === 0;
  });
  afterEach(async () => {
    if (isMounted) execFileSync('umount', [spoolFolder]);
    await rm(spoolFolder, { recursive: true, force: true });
  });

  it.for(['jpeg', 'pdf', 'pdf-stack'] as const)(
    'CAP-4 delivered as %s: StorageFull after the sides that are whole on it, and nothing half done',
    async (delivery, context) => {
      if (!isMounted) return context.skip('no right to mount a small disk here');
      const rig = await openVirtualRig({ delivery });
      const hashes = await rig.load(60);
      const events = await collect(
        rig.driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder }, never),
      );
      const pages = pagesOf(events);
      expect(pages.length).toBeLessThan(hashes.length);
      expect(pages.map(({ image }) => image.sha256)).toEqual(hashes.slice(0, pages.length));
      expect(events.at(-1)).toEqual({
        type: 'fault',
        fault: { type: 'StorageFull', afterSide: pages.length, raw: 'spool folder: ENOSPC' },
      });
      const names = await readdir(spoolFolder);
      expect(names.filter((name) => name.endsWith('.jpg'))).toHaveLength(pages.length);
      expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
      await rig.close();
    },
  );
});
