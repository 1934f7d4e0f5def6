import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result } from '../../domain/result.ts';
import { type EsclFault, failureFault, feederRefusal, httpFault } from './faults.ts';
import { type EsclHttp, orTimeout } from './http.ts';
import type { EsclLimits } from './limits.ts';
import type { Quirks } from './quirks.ts';
import type { EsclSettings } from './settings.ts';
import { scanSettingsXml } from './settings-xml.ts';
import { readStatus } from './status.ts';

interface JobWish {
  readonly http: EsclHttp;
  /** What is wanted, then what may be asked for where the device refuses that. */
  readonly choices: readonly [EsclSettings, ...EsclSettings[]];
  readonly version: string;
  readonly limits: EsclLimits;
  readonly quirks: Quirks;
  readonly signal: AbortSignal;
}

export interface CreatedJob {
  /** On the device's own host. */
  readonly url: string;
  /** Those that the device took. */
  readonly settings: EsclSettings;
}

/** A new scan job. Refused with its fault where the feeder is not ready. */
export async function createJob(wish: JobWish): Promise<Result<CreatedJob, EsclFault>> {
  const giveUpAt = performance.now() + wish.limits.busyMs;
  let [settings, ...others] = wish.choices;
  while (true) {
    const refusal = await feederState(wish, settings);
    if (refusal) return err(refusal);
    const answer = await post(wish, settings);
    if (!answer.ok) return answer;
    const { status, location, retryAfter } = answer.value;
    if (status === 201) {
      const url = jobUrl(wish.http, location);
      if (!url.ok) return url;
      if (!wish.signal.aborted) return ok({ url: url.value, settings });
      await deleteJob(wish.http, url.value, wish.limits);
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
    const next = others.shift();
    if (status === 409 && next) {
      settings = next;
      continue;
    }
    if (status === 409) {
      return err((await feederState(wish, settings)) ?? { type: conflictType(settings), raw: 'HTTP 409' });
    }
    return err(httpFault(status));
  }
}

/** Tells the device to stop; it may be gone or be through already. */
export async function deleteJob(http: EsclHttp, url: string, limits: EsclLimits): Promise<void> {
  const answer = await http.call(
    { method: 'DELETE', url, body: null, host: null },
    AbortSignal.timeout(limits.controlMs),
  );
  if (answer.ok) answer.value.body.resume();
}

/** Why the feeder cannot be started now; null if it can, or if the glass is used. */
async function feederState(wish: JobWish, { source }: EsclSettings): Promise<EsclFault | null> {
  if (source === 'platen') return null;
  const root = await wish.http.xml('ScannerStatus', wish.signal);
  if (!root.ok) return root.error.status === 503 ? null : failureFault(root.error);
  const refusal = feederRefusal(readStatus(root.value).adfState);
  const isEmpty = wish.quirks.saysJamForEmpty && refusal?.type === 'PaperJam';
  return isEmpty ? { ...refusal, type: 'FeederEmpty' } : refusal;
}

/** An accepted feeder job conflicts with nothing but an empty feeder, as far as devices are known. */
function conflictType({ source }: EsclSettings): EsclFault['type'] {
  return source === 'feeder' ? 'FeederEmpty' : 'Unsupported';
}

/** Not ended by a cancel: without its answer nobody would know which job to delete. */
async function post(wish: JobWish, settings: EsclSettings) {
  const { http, quirks, limits } = wish;
  const limited = AbortSignal.timeout(limits.controlMs);
  const body = scanSettingsXml(settings, wish.version);
  const answer = await http.call(
    { method: 'POST', url: `${http.baseUrl}/ScanJobs`, body, host: quirks.jobHost },
    limited,
  );
  if (!answer.ok) return err(failureFault(orTimeout(answer.error, wish.signal, limits)));
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
