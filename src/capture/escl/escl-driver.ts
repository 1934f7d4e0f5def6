import type { ScanEvent } from '../../contract/workers.ts';
import { err, ok } from '../../domain/result.ts';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import { noDialog, type ScannerDriver } from '../driver.ts';
import { type EsclCapabilities, inputsOf } from './capabilities.ts';
import type { PagesOfPdf } from './document.ts';
import type { EsclFault } from './faults.ts';
import { findDevice, findDevices } from './find-device.ts';
import { createJob } from './job.ts';
import { defaultEsclLimits, type EsclLimits } from './limits.ts';
import { notesOn } from './notes.ts';
import { toContract } from './offer.ts';
import { openCertificatePins } from './pins.ts';
import { quirksOf } from './quirks.ts';
import { chooseSettings } from './settings.ts';
import { faultEvent, takeStack } from './stack.ts';
import type { EsclReach } from './visits.ts';

export interface EsclSurroundings {
  readonly pagesOfPdf: PagesOfPdf;
  /** A certificate was taken at first use. */
  onPinned(host: string, fingerprint: string): void;
}

/**
 * Driverless network scanners (eSCL), and the virtual scanner, which is one. Device ids are `escl:` or `virtual:`
 * and the device's UUID, or its address where it has none.
 */
export function openEsclDriver(
  reach: EsclReach,
  { pagesOfPdf, onPinned }: EsclSurroundings,
  limits: EsclLimits = defaultEsclLimits,
): ScannerDriver {
  const tools = { limits, pins: openCertificatePins(reach.pins, onPinned) };
  return {
    async list(signal) {
      return ok(await findDevices(reach, tools, signal));
    },
    async capabilities(deviceId, signal) {
      const found = await findDevice(deviceId, reach, tools, signal);
      return found.ok ? ok(toContract(found.value.capabilities)) : err({ ...found.error, afterSide: 0 });
    },
    async configure() {
      return err(noDialog);
    },
    async *scan(request, signal): AsyncGenerator<ScanEvent> {
      const found = await findDevice(request.deviceId, reach, tools, signal);
      if (!found.ok) {
        yield faultEvent(found.error, 0);
        return;
      }
      const { http, capabilities } = found.value;
      const [wanted, ...others] = chooseSettings(capabilities, request.profile);
      if (!wanted) {
        yield faultEvent(unsupported(request.profile, capabilities), 0);
        return;
      }
      const quirks = quirksOf(capabilities.model);
      const job = await createJob({
        http,
        choices: [wanted, ...others],
        version: capabilities.version,
        limits,
        quirks,
        signal,
      });
      if (!job.ok) {
        yield faultEvent(job.error, 0);
        return;
      }
      const notes = notesOn(request.profile, job.value.settings);
      yield* takeStack({ http, ...job.value, request, limits, quirks, pagesOfPdf, notes, signal });
    },
  };
}

/** What was wanted of which offer, for support. */
function unsupported({ source, sides, colour }: ScanProfile, capabilities: EsclCapabilities): EsclFault {
  const profiles = inputsOf(capabilities).flatMap((input) => input.profiles);
  const formats = [...new Set(profiles.flatMap((profile) => profile.formats))].join(' ');
  return { type: 'Unsupported', raw: `${source}, ${sides}, ${colour}; formats ${formats || 'not stated'}` };
}
