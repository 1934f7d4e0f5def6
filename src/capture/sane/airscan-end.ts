import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';
import { failureFault, feederFault } from '../escl/faults.ts';
import { openEsclHttp } from '../escl/http.ts';
import { defaultEsclLimits } from '../escl/limits.ts';
import { openCertificatePins } from '../escl/pins.ts';
import { readStatus } from '../escl/status.ts';
import type { StackEnd } from './stack.ts';
import type { SaneFault } from './status.ts';

/** Faults that may stand for a feeder state that sane-airscan does not know. */
const doubtful = ['FeederEmpty', 'Busy', 'CommunicationError', 'PaperJam', 'Unsupported', 'Unknown'];
/** Feeder states of an end that is one. */
const throughStates = ['ScannerAdfEmpty', 'ScannerAdfLoaded', 'ScannerAdfProcessing'];

export function isAirscan(deviceName: string): boolean {
  return deviceName.startsWith('airscan:');
}

export interface AirscanStack {
  readonly deviceName: string;
  readonly configPath: string;
  /** Complete ones. */
  readonly sides: number;
  readonly end: StackEnd;
}

/**
 * What the end of a stack really was; null: it is through. sane-airscan knows few feeder states: with the cover open, a
 * double feed, a mispick or a failed tray a stack ends as if it were through (HTTP 404), or as busy (503), and a scanner
 * at work for somebody else is called empty. So the scanner itself is asked once more.
 */
export async function airscanFault(stack: AirscanStack, signal: AbortSignal): Promise<SaneFault | null> {
  const { end, sides } = stack;
  const told = end.type === 'fault' ? end.fault : null;
  if (told && !doubtful.includes(told.type)) return told;
  const asked = await feederState(stack, signal);
  // Nothing is lost by a fault that stays; an end that cannot be checked is none.
  if (!asked.ok) return told ?? asked.error;
  const adfState = asked.value;
  const fault = feederFault(adfState);
  if (fault) return fault;
  if (told && told.type !== 'FeederEmpty') return told;
  const contradiction = `airscan says NO_DOCS, the scanner ${adfState ?? 'nothing of its feeder'}`;
  if (told) {
    if (adfState === 'ScannerAdfEmpty') return told;
    const isBusy = sides === 0 && adfState === 'ScannerAdfProcessing';
    return { type: isBusy ? 'Busy' : 'Unknown', raw: contradiction };
  }
  return throughStates.includes(adfState ?? '') ? null : { type: 'Unknown', raw: contradiction };
}

async function feederState(
  { deviceName, configPath }: AirscanStack,
  signal: AbortSignal,
): Promise<Result<string | null, SaneFault>> {
  const url = await scannerUrl(deviceName, configPath);
  if (url === null) {
    const raw = "airscan cannot tell the end from a fault; use the scanner's eSCL device";
    return err({ type: 'Unknown', raw });
  }
  // The backend takes any certificate; asking about its own scan cannot be stricter.
  const pins = openCertificatePins({}, () => undefined);
  const answer = await openEsclHttp(url, defaultEsclLimits, pins).xml('ScannerStatus', signal);
  return answer.ok ? ok(readStatus(answer.value).adfState) : err(failureFault(answer.error));
}

/** The address behind `airscan:e0:Name`; null for a discovered device and for one that speaks WSD. */
async function scannerUrl(deviceName: string, configPath: string): Promise<string | null> {
  const name = /^airscan:e[0-9a-f]+:(.*)$/i.exec(deviceName)?.[1];
  if (name === undefined) return null;
  for (const folder of configPath.split(':').filter((one) => one !== '')) {
    const text = await readFile(join(folder, 'airscan.conf'), 'utf8').catch(() => '');
    const url = urlsByName(text).get(name);
    if (url !== undefined) return url;
  }
  return null;
}

/** `[devices]` of airscan.conf: `"Name" = URL` or `Name = URL, eSCL`; `#` and `;` begin comments, `disable` hides one. */
function urlsByName(text: string): Map<string, string> {
  const urls = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n').map((one) => one.trim())) {
    section = /^\[(.*)\]$/.exec(line)?.[1]?.trim() ?? section;
    const device = /^(?:"([^"]*)"|([^#;"=]+?))\s*=\s*"?(https?:\/\/[^\s,;"]+)"?\s*(?:,\s*(\w+))?/.exec(line);
    if (section !== 'devices' || !device?.[3]) continue;
    if (device[4] === undefined || /^escl$/i.test(device[4]))
      urls.set(device[1] ?? device[2] ?? '', device[3]);
  }
  return urls;
}
