import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StationOptions } from '../../station/station.ts';

const keepBytes = 5 * 1024 * 1024;

/** The station's log as JSON lines in `{folder}/platen.log`: a packed window has no terminal. The one before is kept. */
export function openLogFile(folder: string): StationOptions['log'] {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'platen.log');
  let bytes = sizeOf(path);
  return (level, event, detail) => {
    const line = `${JSON.stringify({ at: Date.now(), level, event, ...detail })}\n`;
    if (bytes > 0 && bytes + line.length > keepBytes) {
      renameSync(path, join(folder, 'platen.old.log'));
      bytes = 0;
    }
    appendFileSync(path, line);
    bytes += Buffer.byteLength(line);
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
