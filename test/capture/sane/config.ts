import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A SANE_CONFIG_DIR with these backends and their files; `remove` deletes it. */
export async function saneConfig(backends: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'platen-sane-test-'));
  await mkdir(join(folder, 'dll.d'));
  await writeFile(join(folder, 'dll.conf'), `${backends.join('\n')}\n`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    folder,
    sane: { state: 'on', configFolder: folder } as const,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The bed of the test backend is 200 mm unless told otherwise. */
export const testConf = { 'test.conf': 'number_of_devices 2\ngeometry_max 300.0\n' };
