import type { KoffiFunc } from 'koffi';
import { type SaneStatus, statusOf } from './status.ts';

/** SANE_Handle, an address that only libsane understands. */
export type SaneHandle = bigint;

export interface SaneDeviceEntry {
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  /** A word of the standard: `flatbed scanner`, `sheetfed scanner`, `virtual device`... */
  readonly type: string;
}

/** SANE_Option_Descriptor as it stands in memory, numbers as in sane.h; words of a FIXED option are 1/65536. */
export interface RawOption {
  readonly name: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly type: number;
  readonly unit: number;
  /** Bytes of the value. */
  readonly size: number;
  readonly cap: number;
  readonly range: { readonly least: number; readonly most: number; readonly step: number } | null;
  readonly words: readonly number[] | null;
  readonly strings: readonly string[] | null;
}

/** SANE_Parameters. */
export interface RawParameters {
  readonly format: number;
  readonly last_frame: number;
  readonly bytes_per_line: number;
  readonly pixels_per_line: number;
  readonly lines: number;
  readonly depth: number;
}

/** The calls of libsane. It is not thread-safe: one at a time, except `cancel`. Those that may take long run off the event loop. */
export interface LibSane {
  init(): Promise<SaneStatus>;
  devices(
    localOnly: boolean,
  ): Promise<{ readonly status: SaneStatus; readonly devices: readonly SaneDeviceEntry[] }>;
  open(name: string): Promise<{ readonly status: SaneStatus; readonly handle: SaneHandle }>;
  /** Null past the last one. */
  option(handle: SaneHandle, index: number): RawOption | null;
  /** `value` is read or filled in place; `flags`: 1 inexact, 2 reload options, 4 reload parameters. */
  control(
    handle: SaneHandle,
    index: number,
    action: 'get' | 'set' | 'auto',
    value: Buffer | null,
  ): Promise<{ readonly status: SaneStatus; readonly flags: number }>;
  start(handle: SaneHandle): Promise<SaneStatus>;
  parameters(
    handle: SaneHandle,
  ): Promise<{ readonly status: SaneStatus; readonly parameters: RawParameters }>;
  read(handle: SaneHandle, into: Buffer): Promise<{ readonly status: SaneStatus; readonly bytes: number }>;
  cancel(handle: SaneHandle): Promise<void>;
  close(handle: SaneHandle): Promise<void>;
  exit(): Promise<void>;
}

const pointerBytes = 8;
const actions = { get: 0, set: 1, auto: 2 } as const;
const constraints = { range: 1, words: 2, strings: 3 } as const;

/** libsane through koffi; null where the library is not installed. The declarations follow sane.h 1.x on 64 bit. */
export async function loadLibSane(library: string): Promise<LibSane | null> {
  const { default: koffi } = await import('koffi');
  let lib: ReturnType<typeof koffi.load>;
  try {
    lib = koffi.load(library);
  } catch {
    return null;
  }
  const int = 'int';
  const address = 'void *';
  const outInt = koffi.out(koffi.pointer('int'));
  const outAddress = koffi.out(koffi.pointer('void *'));
  const entry = koffi.struct({ name: 'char *', vendor: 'char *', model: 'char *', type: 'char *' });
  const descriptor = koffi.struct({
    name: 'char *',
    title: 'char *',
    description: 'char *',
    type: int,
    unit: int,
    size: int,
    cap: int,
    constraintType: int,
    constraint: address,
  });
  const parameters = koffi.struct({
    format: int,
    last_frame: int,
    bytes_per_line: int,
    pixels_per_line: int,
    lines: int,
    depth: int,
  });
  const sane = {
    init: lib.func('sane_init', int, [outInt, address]),
    devices: lib.func('sane_get_devices', int, [outAddress, int]),
    open: lib.func('sane_open', int, ['str', outAddress]),
    descriptor: lib.func('sane_get_option_descriptor', address, [address, int]),
    control: lib.func('sane_control_option', int, [address, int, int, address, outInt]),
    start: lib.func('sane_start', int, [address]),
    parameters: lib.func('sane_get_parameters', int, [address, koffi.out(koffi.pointer(parameters))]),
    read: lib.func('sane_read', int, [address, address, int, outInt]),
    cancel: lib.func('sane_cancel', 'void', [address]),
    close: lib.func('sane_close', 'void', [address]),
    exit: lib.func('sane_exit', 'void', []),
  };

  /** A NULL-ended array of addresses. */
  function addressesAt(list: bigint): bigint[] {
    const found: bigint[] = [];
    for (;;) {
      const next: bigint | null = koffi.decode(list, found.length * pointerBytes, address);
      if (!next) return found;
      found.push(next);
    }
  }

  return {
    init: async () => statusOf(await offLoop(sane.init, [0], null)),
    async devices(localOnly) {
      const list: [bigint | null] = [null];
      const status = statusOf(await offLoop(sane.devices, list, localOnly ? 1 : 0));
      const entries = status === 'GOOD' && list[0] ? addressesAt(list[0]) : [];
      return { status, devices: entries.map((at): SaneDeviceEntry => koffi.decode(at, entry)) };
    },
    async open(name) {
      const handle: [bigint | null] = [null];
      const status = statusOf(await offLoop(sane.open, name, handle));
      return { status, handle: handle[0] ?? 0n };
    },
    option(handle, index) {
      const at: bigint | null = sane.descriptor(handle, index);
      if (!at) return null;
      const { constraintType, constraint, ...own } = koffi.decode(at, descriptor);
      const kind = constraint ? constraintType : 0;
      const range: number[] = kind === constraints.range ? koffi.decode(constraint, int, 3) : [];
      return {
        ...own,
        range: kind === constraints.range ? { least: range[0], most: range[1], step: range[2] } : null,
        words:
          kind === constraints.words
            ? Array.from<number>(koffi.decode(constraint, int, koffi.decode(constraint, int) + 1)).slice(1)
            : null,
        strings:
          kind === constraints.strings
            ? addressesAt(constraint).map((text): string => koffi.decode.string(text))
            : null,
      };
    },
    async control(handle, index, action, value) {
      const flags: [number] = [0];
      const code = await offLoop(sane.control, handle, index, actions[action], value, flags);
      return { status: statusOf(code), flags: flags[0] };
    },
    start: async (handle) => statusOf(await offLoop(sane.start, handle)),
    async parameters(handle) {
      const filled = {} as RawParameters;
      const status = statusOf(await offLoop(sane.parameters, handle, filled));
      return { status, parameters: filled };
    },
    async read(handle, into) {
      const bytes: [number] = [0];
      const code = await offLoop(sane.read, handle, into, into.length, bytes);
      return { status: statusOf(code), bytes: bytes[0] };
    },
    cancel: (handle) => offLoop(sane.cancel, handle),
    close: (handle) => offLoop(sane.close, handle),
    exit: () => offLoop(sane.exit),
  };
}

/** On one of libuv's threads. The arguments stay referenced, and so in place, until the call returns. */
function offLoop<A extends unknown[], R>(call: KoffiFunc<(...args: A) => R>, ...args: A): Promise<R> {
  return new Promise((resolve, reject) => {
    call.async(...args, (cause: unknown, result: R) => {
      if (cause) reject(cause);
      else resolve(result);
    });
  });
}
