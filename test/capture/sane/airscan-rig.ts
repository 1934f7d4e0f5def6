import { rm } from 'node:fs/promises';
import type { Controls } from '../../../src/capture/virtual/controls.ts';
import { openFolderStack } from '../../../src/capture/virtual/folder-stack.ts';
import { startVirtualScanner } from '../../../src/capture/virtual/server.ts';
import type { DriverRig } from '../driver-contract.ts';
import { tinyPages } from '../tiny-pages.ts';
import { saneConfig } from './config.ts';
import { openForkedSaneDriver } from './forked-driver.ts';

const name = 'Platen ADF';

/** Our virtual network scanner behind sane-airscan. `listed`: with its address in airscan.conf. */
export async function openAirscanRig() {
  const folders: string[] = [];
  async function newPages(count: number) {
    const pages = await tinyPages(count);
    folders.push(pages.folder);
    return pages;
  }
  let stack = await openFolderStack((await newPages(0)).folder);
  const scanner = await startVirtualScanner({
    stack: { sheetAt: (position, sides) => stack.sheetAt(position, sides) },
    loading: 'manual',
    paceMs: 0,
  });
  const config = await saneConfig(['airscan'], {
    'airscan.conf': [
      '[devices]',
      `"${name}" = ${scanner.url}, eSCL`,
      '[options]',
      'discovery = disable',
      'ws-discovery = off',
      '',
    ].join('\n'),
  });

  async function control(controls: Controls): Promise<void> {
    const answer = await fetch(new URL('/_ctl', scanner.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(controls),
    });
    if (answer.status !== 204) throw new Error(`control: HTTP ${answer.status} ${await answer.text()}`);
  }

  const rig = {
    driver: openForkedSaneDriver(config.sane),
    deviceId: `sane:airscan:e0:${name}`,
    absentDeviceId: 'sane:airscan:e7:Nobody',
    profile: {},
    async load(sides: number) {
      stack = await openFolderStack((await newPages(sides)).folder);
      await control({ clear: true, load: true, pace: 0 });
      // The backend decodes the JPEG and fits it into the frame: what comes is another image.
      return null;
    },
    digest: async ({ sha256 }) => sha256,
    takeOutPaper: () => control({ empty: true }),
    trouble: (type, at) => control({ fault: { at, type, http: 404 } }),
    pace: (ms) => control({ pace: ms }),
    async close() {
      await scanner.close();
      await config.remove();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  } satisfies DriverRig;
  return { ...rig, control, config, url: scanner.url };
}
