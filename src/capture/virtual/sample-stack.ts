import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SampleSide, sampleLeaves } from './sheets/sample-sheets.ts';
import type { PaperStack, SideScan, SideSettings } from './stack.ts';

/** Sides kept in memory where there is no cache folder: what is fetched now and what was drawn ahead. */
const sidesKept = 6;

/** The sample bills as a stack of sheets. Drawing takes about 0.3 s a side, so sides are kept in the folder if one is given. */
export function openSampleStack(cacheFolder: string | null): PaperStack {
  const leaves = sampleLeaves();
  const scan = cacheFolder === null ? keptInMemory() : keptIn(cacheFolder);
  const scanOf =
    (side: SampleSide): SideScan =>
    (settings) =>
      scan(side, settings);
  return {
    sheetAt(position, sides) {
      const leaf = leaves[position];
      if (!leaf) return null;
      const scans = sides === 'duplex' ? [scanOf(leaf.front), scanOf(leaf.back)] : [scanOf(leaf.front)];
      return { sides: scans, next: position + 1 };
    },
  };
}

type KeptScan = (side: SampleSide, settings: SideSettings) => Promise<Buffer>;

/** Two callers of one side at the same time get the same drawing. */
function keptInMemory(): KeptScan {
  const scans = new Map<string, Promise<Buffer>>();
  return (side, settings) => {
    const name = fileName(side, settings);
    const known = scans.get(name);
    if (known) return known;
    const scan = side.scan(settings);
    scans.set(name, scan);
    for (const oldest of [...scans.keys()].slice(0, Math.max(0, scans.size - sidesKept)))
      scans.delete(oldest);
    return scan;
  };
}

function keptIn(folder: string): KeptScan {
  const drawn: KeptScan = keptInMemory();
  return async (side, settings) => {
    const path = join(folder, fileName(side, settings));
    const known = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
    if (known) return known;
    const bytes = await drawn(side, settings);
    await mkdir(folder, { recursive: true });
    const temporaryPath = `${path}.${randomUUID()}.part`;
    await writeFile(temporaryPath, bytes);
    await rename(temporaryPath, path);
    return bytes;
  };
}

function fileName(side: SampleSide, { dpi, colour }: SideSettings): string {
  return `${side.key}-${dpi}-${colour}.jpg`;
}
