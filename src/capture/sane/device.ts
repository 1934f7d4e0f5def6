import { err, ok, type Result } from '../../domain/result.ts';
import type { LibSane, RawParameters, SaneHandle } from './libsane.ts';
import type { SaneLimits } from './limits.ts';
import { emptyValue, readOption, type SaneOption, valueBytes, valueText } from './option-value.ts';
import type { SaneStatus } from './status.ts';
import { DriverHung, watched } from './watch.ts';

/** How setting an option went: what the device says now, or why not. */
export type Taken =
  | { readonly type: 'taken'; readonly used: string }
  | { readonly type: 'refused'; readonly status: SaneStatus | 'no such value' };

/** One open device. Calls go one after the other; each throws DriverHung past its limit. */
export interface SaneDevice {
  readonly name: string;
  /** All options as they are now, inactive ones included. */
  options(): readonly SaneOption[];
  /** An active option. */
  option(name: string): SaneOption | null;
  /** Null where the device cannot say. */
  get(option: SaneOption): Promise<string | null>;
  set(option: SaneOption, text: string): Promise<Taken>;
  start(): Promise<SaneStatus>;
  parameters(): Promise<{ readonly status: SaneStatus; readonly parameters: RawParameters }>;
  read(into: Buffer): Promise<{ readonly status: SaneStatus; readonly bytes: number }>;
  /** Has a start or read under way come back soon; nothing where there is none. */
  interrupt(): Promise<void>;
  /** Ends the scan at the device; to be called after the last frame too. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

const reloadOptions = 2;
/** Far above any backend; one that never ends its list would hang us. */
const mostOptions = 2_000;

export async function openSaneDevice(
  lib: LibSane,
  name: string,
  limits: SaneLimits,
): Promise<Result<SaneDevice, SaneStatus>> {
  const opened = await watched(lib.open(name), 'sane_open', limits.openMs);
  if (opened.status !== 'GOOD') return err(opened.status);
  const { handle } = opened;
  let options = readOptions(lib, handle);

  async function get(option: SaneOption): Promise<string | null> {
    if (!option.isActive || !option.isReadable) return null;
    const value = emptyValue(option);
    const { status } = await control(option, 'get', value);
    return status === 'GOOD' ? valueText(option, value) : null;
  }

  async function control(option: SaneOption, action: 'get' | 'set' | 'auto', value: Buffer | null) {
    const call = lib.control(handle, option.index, action, value);
    const answer = await watched(call, `sane_control_option ${option.name}`, limits.controlMs);
    if (action !== 'get' && (answer.flags & reloadOptions) !== 0) options = readOptions(lib, handle);
    return answer;
  }

  let scanning = 0;
  /** A call that may hang is cancelled first: where that frees it, the device can be closed properly. */
  async function interruptible<T>(call: Promise<T>, during: string, limitMs: number): Promise<T> {
    scanning += 1;
    try {
      return await watched(call, during, limitMs);
    } catch (cause) {
      if (cause instanceof DriverHung) {
        const freed = watched(Promise.all([lib.cancel(handle), call]), 'sane_cancel', limits.releaseMs);
        // What is told is the call that hung first.
        await freed.catch(() => undefined);
      }
      throw cause;
    } finally {
      scanning -= 1;
    }
  }

  const cancel = () => watched(lib.cancel(handle), 'sane_cancel', limits.releaseMs);

  return ok({
    name,
    options: () => options,
    option: (wanted) => options.find((one) => one.name === wanted && one.isActive) ?? null,
    get,
    async set(option, text) {
      const isAutomatic = option.canBeAutomatic && text === 'auto' && !option.choices.includes('auto');
      const value = isAutomatic ? null : valueBytes(option, text);
      if (!isAutomatic && !value) return { type: 'refused', status: 'no such value' };
      const { status } = await control(option, isAutomatic ? 'auto' : 'set', value);
      if (status !== 'GOOD') return { type: 'refused', status };
      // Its place in memory may be another one after a reload, and what was set may have been rounded.
      const now = options.find(({ index }) => index === option.index) ?? option;
      return { type: 'taken', used: (await get(now)) ?? text };
    },
    start: () => interruptible(lib.start(handle), 'sane_start', limits.startMs),
    parameters: () => watched(lib.parameters(handle), 'sane_get_parameters', limits.controlMs),
    read: (into) => interruptible(lib.read(handle, into), 'sane_read', limits.readMs),
    interrupt: async () => (scanning > 0 ? cancel() : undefined),
    cancel,
    close: () => watched(lib.close(handle), 'sane_close', limits.releaseMs),
  });
}

function readOptions(lib: LibSane, handle: SaneHandle): SaneOption[] {
  const found: SaneOption[] = [];
  // Number 0 is the count of options.
  for (let index = 1; index < mostOptions; index += 1) {
    const raw = lib.option(handle, index);
    if (!raw) break;
    const option = readOption(index, raw);
    if (option) found.push(option);
  }
  return found;
}
