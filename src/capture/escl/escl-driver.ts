import { setTimeout as delay } from 'node:timers/promises';
import type { ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScannerDriver } from '../driver.ts';
import { toContract } from './capabilities.ts';
import { type EsclFault, failureFault } from './faults.ts';
import { type EsclAddresses, findDevice, findDevices } from './find-device.ts';
import type { EsclHttp, HttpAnswer } from './http.ts';
import { createJob, deleteJob } from './job.ts';
import { judge } from './judge.ts';
import { defaultEsclLimits, type EsclLimits, limitsForModel } from './limits.ts';
import { chooseSettings, type EsclSettings } from './settings.ts';
import { takeSide } from './side.ts';
import { type EsclStatus, readStatus } from './status.ts';

/**
 * Driverless network scanners (eSCL), and the virtual scanner, which is one. Device ids are `escl:` or `virtual:`
 * and the device's UUID, or its address where it has none.
 */
export function openEsclDriver(escl: EsclAddresses, limits: EsclLimits = defaultEsclLimits): ScannerDriver {
  return {
    async list(signal) {
      return (await findDevices(escl, limits, signal)).map(({ device }) => device);
    },
    async capabilities(deviceId, signal) {
      const found = await findDevice(deviceId, escl, limits, signal);
      return found.ok ? ok(toContract(found.value.capabilities)) : err({ ...found.error, afterSide: 0 });
    },
    async *scan(request, signal): AsyncGenerator<ScanEvent> {
      const found = await findDevice(request.deviceId, escl, limits, signal);
      if (!found.ok) {
        yield faultEvent(found.error, 0);
        return;
      }
      const { http, capabilities } = found.value;
      const settings = chooseSettings(capabilities, request.profile);
      if (!settings) {
        yield faultEvent(
          { type: 'Unsupported', raw: `${request.profile.source}, ${request.profile.sides}` },
          0,
        );
        return;
      }
      const job = await createJob({ http, settings, version: capabilities.version, limits, signal });
      if (!job.ok) {
        yield faultEvent(job.error, 0);
        return;
      }
      yield* takeStack({
        http,
        settings,
        request,
        jobUrl: job.value,
        limits: limitsForModel(limits, capabilities.model),
        signal,
      });
    },
  };
}

interface RunningJob {
  readonly http: EsclHttp;
  readonly settings: EsclSettings;
  readonly request: ScanRequest;
  readonly jobUrl: string;
  readonly limits: EsclLimits;
  readonly signal: AbortSignal;
}

async function* takeStack(job: RunningJob): AsyncGenerator<ScanEvent> {
  let sides = 0;
  let isThrough = false;
  try {
    while (true) {
      const step = await nextStep(job, sides);
      if (step.type === 'fault') {
        yield faultEvent(step.fault, sides);
        return;
      }
      if (step.type === 'end') {
        isThrough = true;
        yield { type: 'end', sides };
        return;
      }
      const isDuplex = job.settings.sides === 'duplex';
      const index = sides;
      sides += 1;
      yield {
        type: 'page',
        index,
        sheet: isDuplex ? Math.floor(index / 2) + 1 : index + 1,
        side: isDuplex && index % 2 === 1 ? 'back' : 'front',
        dpi: job.settings.dpi,
        image: step.image,
      };
    }
  } finally {
    // A job that is not through would keep the feeder running for nobody.
    if (!isThrough) await deleteJob(job.http, job.jobUrl, job.limits);
  }
}

type Step =
  | { readonly type: 'side'; readonly image: Extract<ScanEvent, { type: 'page' }>['image'] }
  | { readonly type: 'end' }
  | { readonly type: 'fault'; readonly fault: EsclFault };

/** The next side, waited for as long as the device says that it comes. */
async function nextStep(job: RunningJob, sides: number): Promise<Step> {
  const startedAt = performance.now();
  const timeLimit = AbortSignal.timeout(job.limits.pageMs);
  const until = AbortSignal.any([job.signal, timeLimit]);
  const stopped = (): Step => ({
    type: 'fault',
    fault: job.signal.aborted
      ? { type: 'Cancelled', raw: null }
      : { type: 'DriverTimeout', raw: `no side in ${job.limits.pageMs} ms` },
  });
  for (let refusals = 0; ; refusals += 1) {
    const answer = await job.http.call('GET', `${job.jobUrl}/NextDocument`, null, until);
    if (until.aborted) {
      if (answer.ok) answer.value.body.destroy();
      return stopped();
    }
    if (!answer.ok) return { type: 'fault', fault: failureFault(answer.error) };
    if (answer.value.status === 200) {
      const side = await takeSide(answer.value, job.request.spoolFolder, job.limits, until);
      if (side.ok) return { type: 'side', image: side.value };
      return until.aborted ? stopped() : { type: 'fault', fault: side.error };
    }
    answer.value.body.destroy();
    const status = await scannerStatus(job.http, until);
    if (until.aborted) return stopped();
    if (!status.ok) return { type: 'fault', fault: status.error };
    const verdict = judge(
      {
        httpStatus: answer.value.status,
        retryAfterMs: retryAfterMs(answer.value),
        status: status.value,
        jobPath: new URL(job.jobUrl).pathname,
        source: job.settings.source,
        sides,
        refusals,
        waitedMs: performance.now() - startedAt,
      },
      job.limits,
    );
    if (verdict.type !== 'again') return verdict;
    await delay(verdict.afterMs, undefined, { signal: until }).catch(() => undefined);
    if (until.aborted) return stopped();
  }
}

async function scannerStatus(http: EsclHttp, signal: AbortSignal): Promise<Result<EsclStatus, EsclFault>> {
  const root = await http.xml('ScannerStatus', signal);
  return root.ok ? ok(readStatus(root.value)) : err(failureFault(root.error));
}

/** Seconds only: a scanner's clock is no clock to wait by. */
function retryAfterMs(answer: HttpAnswer): number | null {
  const seconds = answer.headers['retry-after'];
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : null;
}

function faultEvent(fault: EsclFault, afterSide: number): ScanEvent {
  return { type: 'fault', fault: { ...fault, afterSide } };
}
