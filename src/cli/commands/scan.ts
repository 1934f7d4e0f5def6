import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import { openCaptureHost } from '../../station/jobs/capture-host.ts';
import { openScannerAddresses } from '../../station/scanner-addresses.ts';
import { stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';

/** `platen scan --device ID --out DIR`: sides as they come off the device, untouched. */
export async function scan(
  options: { readonly device: string; readonly out: string; readonly profile: ScanProfile },
  output: Output,
): Promise<void> {
  await mkdir(options.out, { recursive: true });
  const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-scan-'));
  const station = stationOptions({});
  const scanners = openScannerAddresses(station);
  const scanner = openCaptureHost({ ...station, spoolFolder, escl: scanners.current });
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  let sides = 0;
  try {
    const request = { deviceId: options.device, profile: options.profile };
    for await (const step of scanner.scan(request, interrupt.signal)) {
      if (step.type === 'fault') output.failure({ ...step.fault, afterSide: sides }, { type: 'fault' });
      if (step.type === 'end') output.line({ type: 'end', sides }, `end of the stack after ${sides} sides`);
      if (step.type !== 'page') continue;
      const { sheet, side, dpi, image } = step;
      const out = join(options.out, `${String(sides + 1).padStart(4, '0')}-${side}.jpg`);
      await copyFile(image.path, out);
      sides += 1;
      const { width, height, sha256 } = image;
      output.line(
        { type: 'page', n: sides, sheet, side, width, height, dpi, sha256, out },
        `sheet ${sheet} ${side}: ${width} x ${height}, ${dpi} dpi -> ${out}`,
      );
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await scanners.close();
    await rm(spoolFolder, { recursive: true, force: true });
  }
}
