import { rm } from 'node:fs/promises';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { defaultEsclLimits, type EsclLimits } from '../../src/capture/escl/limits.ts';
import type { EsclReach } from '../../src/capture/escl/visits.ts';
import type { Controls } from '../../src/capture/virtual/controls.ts';
import type { Delivery } from '../../src/capture/virtual/delivery.ts';
import { openFolderStack } from '../../src/capture/virtual/folder-stack.ts';
import { startVirtualScanner } from '../../src/capture/virtual/server.ts';
import { pagesOfScannedPdf } from '../../src/importing/pdf/scanned-pages.ts';
import type { DriverRig, PageEvent, RigAbilities } from './driver-contract.ts';
import { tinyPages } from './tiny-pages.ts';
import type { SelfSigned } from './virtual-certificate.ts';

export const rigUuid = '00000000-0000-4000-8000-000000000001';

/** The waits of a driver that meets a scanner in the same machine. */
export const quickLimits: EsclLimits = { ...defaultEsclLimits, retryMs: 10, notReadyMs: 10 };

export const virtualAbilities: RigAbilities = {
  sides: ['simplex', 'duplex'],
  fixedStack: null,
  troubles: ['jam', 'coverOpen', 'doubleFeed'],
};

/** Everything the driver takes from its surroundings, with nobody keeping pins. */
export const surroundings = { pagesOfPdf: pagesOfScannedPdf, onPinned: () => undefined };

export function reachOf(...urls: readonly string[]): EsclReach {
  return { addresses: urls.map((url) => ({ url, driver: 'virtual' })), discover: false, pins: {} };
}

export interface RigOptions {
  readonly limits?: EsclLimits;
  readonly delivery?: Delivery;
  /** The driver is given the address over TLS. */
  readonly certificate?: SelfSigned;
}

/** The eSCL driver on a virtual scanner whose stack can be exchanged. */
export async function openVirtualRig({ limits = quickLimits, delivery, certificate }: RigOptions = {}) {
  const folders: string[] = [];
  let stack = await openFolderStack((await newPages(0)).folder);
  const scanner = await startVirtualScanner({
    stack: { sheetAt: (position, sides) => stack.sheetAt(position, sides) },
    loading: 'manual',
    paceMs: 0,
    uuid: rigUuid,
    ...(certificate ? { certificate } : {}),
  });

  async function newPages(count: number) {
    const pages = await tinyPages(count);
    folders.push(pages.folder);
    return pages;
  }

  async function control(controls: Controls): Promise<void> {
    const answer = await fetch(new URL('/_ctl', scanner.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(controls),
    });
    if (answer.status !== 204) throw new Error(`control: HTTP ${answer.status} ${await answer.text()}`);
  }

  if (delivery) await control({ delivery });
  const driver = openEsclDriver(reachOf(scanner.secureUrl ?? scanner.url), surroundings, limits);
  const rig = {
    driver,
    url: scanner.url,
    secureUrl: scanner.secureUrl,
    control,
    deviceId: `virtual:${rigUuid}`,
    absentDeviceId: 'virtual:00000000-0000-4000-8000-00000000dead',
    profile: {},
    async load(sides: number) {
      const pages = await newPages(sides);
      stack = await openFolderStack(pages.folder);
      await control({ clear: true, load: true, pace: 0 });
      return pages.sha256;
    },
    // A JPEG is kept byte for byte, also out of a PDF.
    digest: async (image: PageEvent['image']) => image.sha256,
    takeOutPaper: () => control({ empty: true }),
    trouble: (type, at) => control({ fault: { at, type, http: 404 } }),
    pace: (ms) => control({ pace: ms }),
    async close() {
      await scanner.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  } satisfies DriverRig & { url: string; secureUrl: string | null; control: unknown };
  return rig;
}
