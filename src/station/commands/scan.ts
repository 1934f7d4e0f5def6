import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { CaptureJobId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScanPolicy } from '../../domain/rules/profile.ts';
import { resolutionRefusal } from '../../domain/rules/profiles.ts';
import type { Store } from '../ports/store.ts';
import type { Backlog } from './backlog.ts';
import { keepCount, stackWith } from './count.ts';
import { endWell, replacementOf } from './replace.ts';
import { type CapturePorts, newJob, refusal, stop, takeIn } from './take-in.ts';

export interface ScanPorts extends CapturePorts {
  readonly store: Store;
  readonly scanPolicy: ScanPolicy;
  /** Reading that is too far behind lets the feeder wait. */
  readonly backlog: Pick<Backlog, 'room'>;
}

export async function startScan(
  ports: ScanPorts,
  input: CommandParsed<'scan.start'>,
): Promise<Result<{ captureJobId: CaptureJobId }, StationError>> {
  const { batchId, deviceId, profile, continues, refedSheets, countedSheets } = input;
  const refused = resolutionRefusal(profile.dpi, ports.scanPolicy) ?? (await refusal(ports, batchId));
  if (refused) return err(refused);
  const stack = continues === null ? null : stackWith(ports, continues);
  if (continues !== null && stack?.batchId !== batchId)
    return err({ type: 'CaptureNotFound', captureJobId: continues });
  // What goes on with a stack is for what the stack is for.
  const before = continues === null ? null : ports.store.captureJob(continues);
  const replaces = before ? (before.replacement?.documentIds ?? []) : input.replaces;
  const replacement = replacementOf(ports, batchId, replaces);
  if (!replacement.ok) return replacement;
  // The count of a stack stays with its first capture; one accepted for fewer sheets is asked about anew.
  if (stack && (countedSheets !== null || stack.acceptedBy !== null))
    keepCount(ports, stack, countedSheets ?? stack.counted);
  const job: CaptureJob = {
    ...newJob(ports, batchId, 'scan', 0),
    deviceId,
    profile,
    continues,
    refedSheets,
    countedSheets: stack ? null : countedSheets,
    replacement: replacement.value,
  };
  const abort = new AbortController();
  ports.captures.start(job, abort);
  ports.captures.track(runScan(ports, job, input, abort.signal));
  return ok({ captureJobId: job.id });
}

async function runScan(
  ports: ScanPorts,
  job: CaptureJob,
  { deviceId, profile, place }: CommandParsed<'scan.start'>,
  signal: AbortSignal,
): Promise<void> {
  let taken = 0;
  let notes: readonly ScanNote[] = [];
  const note = (one: ScanNote) => {
    notes = [...notes, one];
    ports.captures.update(job.id, { notes: [...notes] });
  };
  try {
    for await (const step of ports.scanner.scan({ deviceId, profile }, signal)) {
      switch (step.type) {
        case 'page': {
          const { sheet, side, dpi, image, info } = step;
          await takeIn(ports, job, place, 'split', {
            feed: taken,
            sheet,
            side,
            dpi,
            image,
            source: null,
            dpiBy: 'device',
            deviceSays: info,
          });
          taken += 1;
          if (isCoarse(dpi, profile.dpi, ports.scanPolicy) && !notes.some(isOfResolution)) {
            note({ type: 'SettingChanged', setting: 'dpi', wanted: `${profile.dpi}`, used: `${dpi}` });
          }
          // The side is safe and shown; until this is over the driver is not asked for the next one.
          await ports.backlog.room(signal);
          break;
        }
        case 'note':
          note(step.note);
          break;
        case 'fault':
          ports.captures.update(job.id, {
            state: step.fault.type === 'Cancelled' ? 'cancelled' : 'fault',
            fault: { ...step.fault, afterSide: taken },
          });
          return;
        case 'end':
          ports.captures.update(job.id, { deviceSheets: step.deviceSheets });
          ports.captures.update(job.id, await endWell(ports, job, 'split', signal));
          return;
      }
    }
    throw new Error('a scan ended without fault or end');
  } catch (cause) {
    stop(ports, job, taken, cause);
  }
}

/** The device came out below what was asked for and below what the policy warns of or refuses: paper is fed, so it is told. */
function isCoarse(dpi: number, wanted: number, { warnBelowDpi, refuseBelowDpi }: ScanPolicy): boolean {
  return dpi < wanted && dpi < Math.max(warnBelowDpi, refuseBelowDpi ?? 0);
}

function isOfResolution(note: ScanNote): boolean {
  return 'setting' in note && note.setting === 'dpi';
}
