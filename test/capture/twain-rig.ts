import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import sharp from 'sharp';
import { defaultTwainLimits, type TwainLimits } from '../../src/capture/twain/limits.ts';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { type PnmPage, pagesInFolder, somePages } from '../native/pnm-pages.ts';
import type { DriverRig, PageEvent, Trouble } from './driver-contract.ts';
import { openWineRig, type VirtualSourceControls } from './wine.ts';

const faultByTrouble: Record<Trouble, string> = { jam: 'jam', coverOpen: 'cover', doubleFeed: 'doublefeed' };

/** The TWAIN driver on the host of one width under Wine, with the virtual source. */
export async function openTwainRig(
  bits: 32 | 64,
  transfer: ScanProfile['transfer'],
  limits: Partial<TwainLimits> = {},
) {
  const wine = await openWineRig();
  const folders: string[] = [];
  let folder = '';
  let controls: VirtualSourceControls = {};

  async function feed(pages: readonly PnmPage[], wanted: VirtualSourceControls = {}): Promise<void> {
    folder = await pagesInFolder(pages);
    folders.push(folder);
    controls = wanted;
    await wine.load(folder, controls);
  }
  async function change(wanted: VirtualSourceControls): Promise<void> {
    controls = { ...controls, ...wanted };
    await wine.load(folder, controls);
  }

  const hosts = wine.hosts.filter((host) => host.bits === bits);
  return {
    wine,
    feed,
    driver: openTwainDriver({ hosts }, { ...defaultTwainLimits, ...limits }),
    deviceId: `twain:${bits}:${wine.sources[0]}`,
    absentDeviceId: `twain:${bits}:Nobody’s scanner`,
    // Without loss, so that pixels can be compared.
    profile: { storage: 'lossless', transfer },
    async load(sides) {
      const pages = somePages(sides);
      await feed(pages);
      return pages.map(({ pixels }) => digestOf(pixels));
    },
    async digest(image) {
      return digestOf(await pixelsOf(image));
    },
    takeOutPaper: () => change({ VDS_FAULT: 'empty' }),
    trouble: (type, at) => change({ VDS_FAULT: `${faultByTrouble[type]}@${at}` }),
    pace: (ms) => change({ VDS_PACE: `${ms}` }),
    async close() {
      await wine.close();
      for (const one of folders) await rm(one, { recursive: true, force: true });
    },
  } satisfies DriverRig & { wine: unknown; feed: unknown };
}

/** A byte a sample: one of gray and bitonal sides, RGB of others. */
export async function pixelsOf(image: PageEvent['image']): Promise<Buffer> {
  const opened = sharp(await readFile(image.path));
  const { channels } = await opened.metadata();
  return (channels === 1 ? opened.toColourspace('b-w') : opened).raw().toBuffer();
}

function digestOf(pixels: Uint8Array): string {
  return createHash('sha256').update(pixels).digest('hex');
}
