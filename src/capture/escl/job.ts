import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result } from '../../domain/result.ts';
import { type EsclFault, failureFault, feederRefusal, httpFault } from './faults.ts';
import { type EsclHttp, orTimeout } from './http.ts';
import type { EsclLimits } from './limits.ts';
import { type EsclSettings, scanSettingsXml } from './settings.ts';
import { readStatus } from './status.ts';

interface JobWish {
  readonly http: EsclHttp;
  readonly settings: EsclSettings;
  readonly version: string;
  readonly limits: EsclLimits;
  readonly signal: AbortSignal;
}

/** Address of a new scan job on the device's own host. Refused with its fault where the feeder is not ready. */
export async function createJob(wish: JobWish): Promise<Result<string, EsclFault>> {
  const giveUpAt = performance.now() + wish.limits.busyMs;
  let settings = wish.settings;
  while (true) {
    const refusal = await feederState(wish);
    if (refusal) return err(refusal);
    const answer = await post(wish, settings);
    if (!answer.ok) return answer;
    const { status, location, retryAfter } = answer.value;
    if (status === 201) {
      const url = jobUrl(wish.http, location);
      if (!wish.signal.aborted) return url;
      if (url.ok) await deleteJob(wish.http, url.value, wish.limits);
      return err({ type: 'Cancelled', raw: null });
    }
    if (wish.signal.aborted) return err({ type: 'Cancelled', raw: null });
    if (status === 503) {
      const waitMs = retryAfter ?? wish.limits.notReadyMs;
      if (performance.now() + waitMs > giveUpAt) return err({ type: 'Busy', raw: 'HTTP 503' });
      await delay(waitMs, undefined, { signal: wish.signal }).catch(() => undefined);
      if (wish.signal.aborted) return err({ type: 'Cancelled', raw: null });
      continue;
    }
    // Devices that make black and white only as PDF or TIFF refuse it as JPEG; grey can be reduced later.
    if (status === 409 && settings.colourMode === 'BlackAndWhite1') {
      settings = { ...settings, colourMode: 'Grayscale8' };
      continue;
    }
    if (status === 409)
      return err((await feederState(wish)) ?? { type: conflictType(wish), raw: 'HTTP 409' });
    return err(httpFault(status));
  }
}

/** Tells the device to stop; it may be gone or be through already. */
export async function deleteJob(http: EsclHttp, url: string, limits: EsclLimits): Promise<void> {
  const answer = await http.call('DELETE', url, null, AbortSignal.timeout(limits.controlMs));
  if (answer.ok) answer.value.body.resume();
}

/** Why the feeder cannot be started now; null if it can, or if the glass is used. */
async function feederState(wish: JobWish): Promise<EsclFault | null> {
  if (wish.settings.source === 'platen') return null;
  const root = await wish.http.xml('ScannerStatus', wish.signal);
  if (!root.ok) return root.error.status === 503 ? null : failureFault(root.error);
  return feederRefusal(readStatus(root.value).adfState);
}

/** An accepted feeder job conflicts with nothing but an empty feeder, as far as devices are known. */
function conflictType(wish: JobWish): EsclFault['type'] {
  return wish.settings.source === 'feeder' ? 'FeederEmpty' : 'Unsupported';
}

/** Not ended by a cancel: without its answer nobody would know which job to delete. */
async function post(wish: JobWish, settings: EsclSettings) {
  const limited = AbortSignal.timeout(wish.limits.controlMs);
  const body = scanSettingsXml(settings, wish.version);
  const answer = await wish.http.call('POST', `${wish.http.baseUrl}/ScanJobs`, body, limited);
  if (!answer.ok) return err(failureFault(orTimeout(answer.error, wish.signal, wish.limits)));
  answer.value.body.resume();
  const { location, 'retry-after': retryAfter } = answer.value.headers;
  const seconds = retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  return ok({ status: answer.value.status, location, retryAfter: seconds === null ? null : seconds * 1000 });
}

/** Devices name themselves by hosts that may not resolve here: only the path of a Location is taken. */
function jobUrl(http: EsclHttp, location: string | undefined): Result<string, EsclFault> {
  if (!location) return err({ type: 'CommunicationError', raw: 'HTTP 201 without Location' });
  try {
    const { pathname, search } = new URL(location, `${http.baseUrl}/`);
    return ok(new URL(pathname.replace(/\/+$/, '') + search, http.baseUrl).href);
  } catch {
    return err({ type: 'CommunicationError', raw: `Location ${location}` });
  }
}
