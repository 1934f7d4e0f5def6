import type { Device } from '../../contract/device-shapes.ts';
import type { SourceFrame } from './messages.ts';

/** A TWAIN source and the width of the host that can load it. */
export interface FoundSource extends Pick<SourceFrame, 'name' | 'manufacturer'> {
  readonly bits: 32 | 64;
}

/** `twain:64:PaperStream IP fi-7160`. A ProductName is all that opens a source. */
export function deviceIdOf(source: Pick<FoundSource, 'bits' | 'name'>): string {
  return `twain:${source.bits}:${source.name}`;
}

export function sourceOf(deviceId: string): Pick<FoundSource, 'bits' | 'name'> | null {
  const parts = /^twain:(32|64):(.+)$/s.exec(deviceId);
  if (!parts?.[2]) return null;
  return { bits: parts[1] === '32' ? 32 : 64, name: parts[2] };
}

/**
 * The sources of both widths as one list: 64 bit goes before 32 bit of the same name and manufacturer; of sources that
 * share a name in one width the first stands for all. Windows' bridges to its own drivers (`WIA-...`) come last, and
 * not at all beside a source of the maker for the same model: they can do less.
 */
export function mergeSources(found: readonly FoundSource[]): Device[] {
  const byKey = new Map<string, FoundSource>();
  const taken = new Set<string>();
  for (const source of [...found].sort((a, b) => b.bits - a.bits)) {
    const key = `${source.name}\n${source.manufacturer}`;
    const id = deviceIdOf(source);
    if (byKey.has(key) || taken.has(id)) continue;
    byKey.set(key, source);
    taken.add(id);
  }
  const sources = [...byKey.values()];
  const native = sources.filter(({ name }) => bridgedModel(name) === null);
  const bridges = sources.filter(({ name }) => {
    const model = bridgedModel(name);
    return model !== null && !native.some((one) => isSameModel(one.name, model));
  });
  return [...native, ...bridges].map((source) => ({
    id: deviceIdOf(source),
    name: source.name,
    driver: 'twain',
    detail: source.bits === 32 ? '32 bit' : null,
  }));
}

function bridgedModel(name: string): string | null {
  return /^WIA-(.+)$/i.exec(name)?.[1] ?? null;
}

/** `PaperStream IP fi-7160` and `fi-7160`: one names the other's words in a row, a number among them. */
function isSameModel(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  return (
    shorter.some((word) => /\d/.test(word)) && ` ${longer.join(' ')} `.includes(` ${shorter.join(' ')} `)
  );
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
