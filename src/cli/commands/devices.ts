import { openCaptureHost } from '../../station/jobs/capture-host.ts';
import { openScannerAddresses } from '../../station/scanner-addresses.ts';
import { stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';

/** `platen devices`: scanners in reach, each with what it can do. Needs no data folder, so it runs beside an open station. */
export async function listDevices(output: Output): Promise<void> {
  const options = stationOptions({});
  const scanners = openScannerAddresses(options);
  const scanner = openCaptureHost({ ...options, spoolFolder: options.dataFolder, escl: scanners.current });
  try {
    for (const { id, name, driver } of await scanner.list(AbortSignal.timeout(20_000))) {
      const capabilities = await scanner.capabilities(id, AbortSignal.timeout(20_000));
      if (!capabilities.ok) {
        output.failure(capabilities.error, { id, name });
        continue;
      }
      const { sources, sides, dpi } = capabilities.value;
      output.line(
        { id, name, driver, capabilities: capabilities.value },
        `${id}  ${name} (${driver})  ${sources.join(', ')}; ${sides.join(', ')}; ${dpi.join(', ')} dpi`,
      );
    }
  } finally {
    await scanners.close();
  }
}
