import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DriverRig } from '../driver-contract.ts';
import { saneConfig } from './config.ts';
import { noScript, openForkedSaneDriver } from './forked-driver.ts';
import { noise } from './pixels.ts';
import type { Script } from './session-messages.ts';

type Steps = Script['steps'];

/** pnm's switches work once its `status` is off; all of them come with the first read of a side. */
export function pnmStatus(at: number, name: string): Steps {
  return [
    { at, name: 'status', value: 'no' },
    { at, name, value: 'yes' },
  ];
}

/** A sheet of its own size and colours, as pnm reads it; `digest` of its pixels. */
function pnmSheet(index: number) {
  const [width, height] = [64 + index, 48];
  const pixels = noise(width * height * 3, index + 1);
  const file = Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]);
  return { file, digest: digestOf(pixels) };
}

async function pixelDigest(path: string): Promise<string> {
  return digestOf(await sharp(path).raw().toBuffer());
}

function digestOf(pixels: Buffer): string {
  return createHash('sha256').update(pixels).digest('hex');
}

/** SANE's `pnm` backend, fed with our own images: a feeder by exchanging its file before each side. */
export async function openPnmRig() {
  const config = await saneConfig(['pnm']);
  const folder = await mkdtemp(join(tmpdir(), 'platen-pnm-'));
  let script: Script = noScript;
  let sheets = 0;

  const rig = {
    driver: openForkedSaneDriver(config.sane, () => script),
    deviceId: 'sane:pnm:0',
    absentDeviceId: 'sane:pnm:7',
    profile: { storage: 'lossless' },
    async load(sides: number) {
      const digests: string[] = [];
      const steps: Script['steps'][number][] = [];
      for (let index = 0; index < sides; index += 1) {
        const { file, digest } = pnmSheet(index);
        const path = join(folder, `${index}.ppm`);
        await writeFile(path, file);
        digests.push(digest);
        steps.push({ at: index, name: 'filename', value: path });
      }
      script = { paceMs: 0, steps: [...steps, ...pnmStatus(sides, 'status-nodocs')] };
      sheets = sides;
      return digests;
    },
    digest: ({ path }) => pixelDigest(path),
    async takeOutPaper() {
      script = { ...script, steps: [...script.steps.slice(0, sheets), ...pnmStatus(0, 'status-nodocs')] };
    },
    async trouble(type, at) {
      if (type === 'doubleFeed') throw new Error('pnm has no sensor for it');
      const name = { jam: 'status-jammed', coverOpen: 'status-coveropen' }[type];
      script = { ...script, steps: [...script.steps.slice(0, sheets), ...pnmStatus(at, name)] };
    },
    async pace(ms) {
      script = { ...script, paceMs: ms };
    },
    async close() {
      await config.remove();
      await rm(folder, { recursive: true, force: true });
    },
  } satisfies DriverRig;
  return {
    ...rig,
    play: (steps: Steps) => (script = { ...script, steps: [...script.steps.slice(0, sheets), ...steps] }),
  };
}
