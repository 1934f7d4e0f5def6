import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where libsane looks for its configuration, for one session. */
export interface SaneConfig {
  /** For SANE_CONFIG_DIR. */
  readonly path: string;
  /** Devices in this machine only. */
  readonly isLocal: boolean;
  remove(): Promise<void>;
}

/**
 * Backends that only know the network (its scanners are driven by eSCL, which tells their faults apart), and those of
 * no scanner: test devices, cameras, frame grabbers.
 */
const leftOut = new Set([
  ...['net', 'airscan', 'escl', 'dell1600n_net'],
  ...['test', 'pnm', 'v4l', 'qcam', 'gphoto2', 'dc25', 'dc210', 'dc240', 'dmc', 'stv680'],
]);

const systemFolders = ['/etc/sane.d', '/usr/local/etc/sane.d'];

/** `folder`: as IT set it up. Null: a folder of our own is made from what the system has; file system errors are thrown. */
export async function openSaneConfig(
  folder: string | null,
  systems: readonly string[] = systemFolders,
): Promise<SaneConfig> {
  if (folder !== null) return { path: folder, isLocal: false, remove: async () => undefined };
  const found: string[] = [];
  for (const system of systems) {
    if (await isThere(join(system, 'dll.conf'))) found.push(system);
  }
  const backends = (await Promise.all(found.map(backendsOf))).flat().filter((name) => !leftOut.has(name));
  const own = await mkdtemp(join(tmpdir(), 'platen-sane-'));
  // Its dll.d hides the system's, where packages list further backends.
  await mkdir(join(own, 'dll.d'));
  await writeFile(join(own, 'dll.conf'), [...new Set(backends), ''].join('\n'));
  return {
    // Named one by one: a colon at the end would put the working directory before the system's folder.
    path: [own, ...found].join(':'),
    isLocal: true,
    remove: () => rm(own, { recursive: true, force: true }),
  };
}

/** The names in dll.conf and the files of dll.d, one a line; `#` begins a comment. */
async function backendsOf(system: string): Promise<string[]> {
  const dropped = await readdir(join(system, 'dll.d')).catch(() => []);
  const files = [
    'dll.conf',
    ...dropped.filter((name) => !/^\.|[~#]$/.test(name)).map((name) => `dll.d/${name}`),
  ];
  const texts = await Promise.all(files.map((file) => readFile(join(system, file), 'utf8').catch(() => '')));
  return texts
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((name) => name !== '');
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
