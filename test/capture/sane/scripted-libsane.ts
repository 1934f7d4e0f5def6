import type { LibSane, RawOption } from '../../../src/capture/sane/libsane.ts';
import type { SaneStatus } from '../../../src/capture/sane/status.ts';

/*
 * A double of libsane with one device whose options are those of real backends: no backend that runs without its
 * scanner has them. Values are kept and constraints enforced as the standard says; paper and pixels come from a script.
 */

export interface ScriptedOption {
  readonly name: string;
  readonly type: 'switch' | 'whole' | 'fixed' | 'text';
  readonly choices?: readonly string[];
  readonly range?: readonly [least: number, most: number, step: number];
  readonly value: string;
  readonly access?: 'set' | 'sensor';
  readonly unit?: 'mm' | 'dpi' | 'px' | '%';
  /** Active only while another option has one of these values. */
  readonly onlyWhile?: readonly [option: string, values: readonly string[]];
}

/** One answer of the feeder: a gray side of 8 x 2 pixels, or a status at `sane_start`. */
export type ScriptedFeed =
  | { readonly type: 'side'; readonly sensors?: Readonly<Record<string, string>> }
  | {
      readonly type: 'status';
      readonly status: SaneStatus;
      readonly sensors?: Readonly<Record<string, string>>;
    };

const typeNumbers = { switch: 0, whole: 1, fixed: 2, text: 3 } as const;
const unitNumbers = { px: 1, mm: 3, dpi: 4, '%': 5 } as const;
const caps = { set: 5, sensor: 4, inactive: 32 } as const;
const textBytes = 64;

export function openScriptedLibSane(options: readonly ScriptedOption[], feed: readonly ScriptedFeed[] = []) {
  const values = new Map(options.map(({ name, value }) => [name, value]));
  const calls: string[] = [];
  let fed = 0;
  let unread = 0;

  const isActive = ({ onlyWhile }: ScriptedOption) =>
    onlyWhile === undefined || onlyWhile[1].includes(values.get(onlyWhile[0]) ?? '');
  const word = ({ type }: ScriptedOption, text: string | number) =>
    type === 'switch'
      ? text === 'yes'
        ? 1
        : 0
      : type === 'fixed'
        ? Math.round(Number(text) * 65_536)
        : Number(text);

  function raw(option: ScriptedOption): RawOption {
    const { type, choices, range, unit, access = 'set' } = option;
    return {
      name: option.name,
      title: option.name,
      description: '',
      type: typeNumbers[type],
      unit: unit ? unitNumbers[unit] : 0,
      size: type === 'text' ? textBytes : 4,
      cap: caps[access] | (isActive(option) ? 0 : caps.inactive),
      range: range
        ? { least: word(option, range[0]), most: word(option, range[1]), step: word(option, range[2]) }
        : null,
      words: choices && type !== 'text' ? choices.map((choice) => word(option, choice)) : null,
      strings: choices && type === 'text' ? choices : null,
    };
  }

  function set(option: ScriptedOption, value: Buffer): SaneStatus {
    if (!isActive(option) || option.access === 'sensor') return 'INVAL';
    if (option.type === 'text') {
      const text = value.toString('utf8', 0, value.indexOf(0));
      if (option.choices && !option.choices.includes(text)) return 'INVAL';
      values.set(option.name, text);
    } else if (option.type === 'switch') values.set(option.name, value.readInt32LE(0) ? 'yes' : 'no');
    else {
      const number = value.readInt32LE(0) / (option.type === 'fixed' ? 65_536 : 1);
      if (option.range && (number < option.range[0] || number > option.range[1] + 0.001)) return 'INVAL';
      if (option.choices && !option.choices.map(Number).includes(number)) return 'INVAL';
      values.set(option.name, String(number));
    }
    return 'GOOD';
  }

  function next(): SaneStatus {
    const now = feed[fed] ?? { type: 'status', status: 'NO_DOCS' };
    fed += 1;
    for (const [name, value] of Object.entries(now.sensors ?? {})) values.set(name, value);
    if (now.type === 'status') return now.status;
    unread = 16;
    return 'GOOD';
  }

  const lib: LibSane = {
    init: async () => 'GOOD',
    devices: async () => ({
      status: 'GOOD',
      devices: [{ name: 'scripted:0', vendor: 'A', model: 'B', type: 'sheetfed scanner' }],
    }),
    open: async (name) => ({ status: name === 'scripted:0' ? 'GOOD' : 'INVAL', handle: 1n }),
    option(_handle, index) {
      const option = options[index - 1];
      return option ? raw(option) : null;
    },
    async control(_handle, index, action, value) {
      const option = options[index - 1];
      if (!option || !value) return { status: 'INVAL', flags: 0 };
      if (action === 'set') return { status: set(option, value), flags: 2 };
      if (option.type === 'text') value.write(`${values.get(option.name)}\0`);
      else value.writeInt32LE(word(option, values.get(option.name) ?? ''));
      return { status: isActive(option) ? 'GOOD' : 'INVAL', flags: 0 };
    },
    async start() {
      calls.push('start');
      return next();
    },
    parameters: async () => ({
      status: 'GOOD',
      parameters: { format: 0, last_frame: 1, bytes_per_line: 8, pixels_per_line: 8, lines: 2, depth: 8 },
    }),
    async read(_handle, into) {
      const bytes = unread;
      unread = 0;
      into.fill(fed, 0, bytes);
      return { status: bytes > 0 ? 'GOOD' : 'EOF', bytes };
    },
    async cancel() {
      calls.push('cancel');
    },
    async close() {
      calls.push('close');
    },
    async exit() {
      calls.push('exit');
    },
  };
  return { lib, values, calls };
}
