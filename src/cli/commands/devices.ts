import type { Capabilities, Device } from '../../contract/device-shapes.ts';
import { openCaptureHost } from '../../station/jobs/capture-host.ts';
import type { CapturePort } from '../../station/ports/workers.ts';
import { openScannerReach } from '../../station/scanner-reach.ts';
import { stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';
import { noSettings } from '../stored-settings.ts';

/** `platen devices`: scanners in reach, each with what it can do. Needs no data folder, so it runs beside an open station. */
export async function listDevices(output: Output): Promise<void> {
  const options = stationOptions({});
  const scanners = openScannerReach(options, noSettings);
  const scanner = openCaptureHost({
    ...options,
    spoolFolder: options.dataFolder,
    reach: scanners.current,
    onPinned: scanners.pin,
  });
  try {
    await printDevices(scanner, output);
  } finally {
    await scanners.close();
  }
}

/** A line a device; a device that does not tell what it can do, and a driver family that could not look, are failures. */
export async function printDevices(
  scanner: Pick<CapturePort, 'list' | 'capabilities'>,
  output: Output,
): Promise<void> {
  const { signal } = new AbortController();
  const { devices, failures } = await scanner.list(signal);
  for (const device of devices) {
    const { id, name } = device;
    const capabilities = await scanner.capabilities(id, signal);
    if (!capabilities.ok) output.failure(capabilities.error, { id, name });
    else output.line({ ...device, capabilities: capabilities.value }, words(device, capabilities.value));
  }
  for (const { family, fault } of failures) output.failure(fault, { family });
}

function words({ id, name, driver, detail }: Device, capabilities: Capabilities): string {
  const { sources, sides, dpi, colours, papers, options } = capabilities;
  const resolutions = dpi.length > 8 ? [...dpi.slice(0, 3), '...', ...dpi.slice(-3)] : dpi;
  return (
    `${id}  ${name} (${driver}${detail === null ? '' : `, ${detail}`})  ${sources.join(', ')}; ${sides.join(', ')}; ` +
    `${resolutions.join(', ')} dpi; ${colours.join(', ')}; ${papers.join(', ')}; ${options.length} options of its own`
  );
}
