import { execFile } from 'node:child_process';
import { endianness } from 'node:os';
import { promisify } from 'node:util';

/** What SANE's own tool reads of a device: an independent witness. Samples of 16 bits in the machine's order. */
export async function scanimage(configFolder: string, device: string, options: readonly string[]) {
  const { stdout } = await promisify(execFile)('scanimage', ['-d', device, '--format=pnm', ...options], {
    env: { ...process.env, SANE_CONFIG_DIR: configFolder, LC_ALL: 'C' },
    encoding: 'buffer',
    maxBuffer: 64 << 20,
  });
  return readPnm(stdout);
}

/** PBM, PGM and PPM in their raw forms (netpbm). */
function readPnm(file: Buffer) {
  const header = /^P([456])\s(?:#[^\n]*\n)*(\d+) (\d+)\n(?:(\d+)\n)?/.exec(file.toString('latin1', 0, 200));
  if (!header) throw new Error('no raw PNM');
  const pixels = Buffer.from(file.subarray(header[0].length));
  if (header[4] === '65535' && endianness() === 'LE') pixels.swap16();
  return { kind: Number(header[1]), width: Number(header[2]), height: Number(header[3]), pixels };
}
