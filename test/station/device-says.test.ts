import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureReply, CaptureRequest, WorkerLauncher } from '../../src/contract/workers.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';

const imprinted = (text: string) => ({ patch: null, codes: [], imprinted: text });
const separator = { patch: 'T' as const, codes: [], imprinted: null };

/**
 * A double of a capture host: its device reads patch codes, imprints, counts sheets, and scans at 150 dpi whatever is
 * asked for. Every other worker is a real one.
 */
const launch: WorkerLauncher = (kind, args) => {
  if (kind !== 'capture-host') return launchOnNode(kind, args);
  let tell: (reply: CaptureReply) => void = () => undefined;
  return {
    async post(message) {
      const request = message as CaptureRequest;
      if (request.type !== 'scan') return;
      for (const [index, info] of [imprinted('A-00041'), separator].entries()) {
        const bytes = await pageWith(`page ${index}`);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const path = join(request.request.spoolFolder, `${sha256}.png`);
        await writeFile(path, bytes);
        const image = { path, sha256, mime: 'image/png', bytes: bytes.length, width: 1240, height: 1754 };
        tell({ type: 'page', index, sheet: index + 1, side: 'front', dpi: 150, image, info });
      }
      tell({ type: 'end', sides: 2, deviceSheets: 2 });
    },
    onMessage(listener) {
      tell = listener;
    },
    onExit: () => undefined,
    kill: () => undefined,
  };
};

async function scanned(dpi: number) {
  const station = await openAt(newFolder(), { launch });
  const batchId = await station.openBatch();
  const profile = { ...defaultScanProfile, sides: 'simplex', dpi } as const;
  await station.run('scan.start', { batchId, deviceId: 'twain:64:x', profile, place: { at: 'tail' } });
  await station.station.pagesRead();
  return station.snapshot(batchId);
}

describe('a device that says more than pixels', () => {
  it('STATION-26 what it says of a side stays with the page and is read with it; its count of sheets stays with the scan', async () => {
    const { pages, captureJobs } = await scanned(150);
    expect(pages.toSorted((a, b) => a.feed - b.feed)).toMatchObject([
      { deviceSays: imprinted('A-00041'), mark: 'content', reading: { patches: [] } },
      { deviceSays: separator, mark: 'separator', reading: { patches: [{ type: 'T' }] } },
    ]);
    expect(captureJobs).toMatchObject([{ state: 'done', deviceSheets: 2, notes: [] }]);
  });

  it('PROF-10 sides coarser than asked for and than the policy warns of are told, once', async () => {
    const { captureJobs } = await scanned(300);
    expect(captureJobs[0]?.notes).toEqual([
      { type: 'SettingChanged', setting: 'dpi', wanted: '300', used: '150' },
    ]);
  });
});
