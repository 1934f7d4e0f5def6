/**
 * A list of records that are much alike, for the way between two processes: each item says only what is not as in the
 * one before it. Works on whatever JSON carries and asks nothing of the records' kind, so no field can be forgotten.
 */
export type PackedList = readonly Change[];

/**
 * What makes one value of another: nothing at all where they are the same, a plain value in its place, `[value]` for
 * another record or list whole, or the changed fields of one that is built alike.
 */
type Change = unknown;

type Container = Readonly<Record<string, unknown>>;

export function packList(items: readonly unknown[]): PackedList {
  return items.map((item, at) => packed(items, item, at).change);
}

/** The JSON of `packList`. A large batch is written again with every window that opens; what stood then is not. */
export function packedText(items: readonly unknown[]): string {
  const texts = items.map((item, at) => {
    const one = packed(items, item, at);
    one.text ??= JSON.stringify(one.change);
    return one.text;
  });
  return `[${texts.join(',')}]`;
}

interface Packed {
  readonly before: unknown;
  readonly change: Change;
  text: string | null;
}

/** By item, for as long as it lives: records are never changed in place, and nearly all follow the one they followed before. */
const known = new WeakMap<object, Packed>();

function packed(items: readonly unknown[], item: unknown, at: number): Packed {
  const before = at === 0 ? null : items[at - 1];
  const last = isContainer(item) ? known.get(item) : undefined;
  if (last && last.before === before) return last;
  const change = changeOf(before, item);
  const now = { before, change: change ?? (isContainer(item) ? noChange : item), text: null };
  if (isContainer(item)) known.set(item, now);
  return now;
}

/**
 * The items as they were, field by field. What neighbours have in common they share, down to the same object: whoever
 * remembers something by the identity of a part may remember only what that part alone tells.
 */
export function unpackList(packed: PackedList): readonly unknown[] {
  let before: unknown = null;
  return packed.map((change) => {
    before = applied(before, change);
    return before;
  });
}

/** Whether two values are the same as far as JSON can say, their fields in the same order. */
export function isAlike(a: unknown, b: unknown): boolean {
  return changeOf(a, b) === undefined;
}

const noChange: Change = {};

function changeOf(from: unknown, to: unknown): Change {
  if (Object.is(from, to)) return undefined;
  if (!isContainer(to)) return to;
  const fields = isContainer(from) ? fieldsChanged(from, to) : null;
  if (fields === null) return [to];
  return fields === noChange ? undefined : fields;
}

/** Null where the two are not built alike: then only the whole can be sent. */
function fieldsChanged(from: Container, to: Container): Container | null {
  const names = Object.keys(to);
  const before = Object.keys(from);
  if (before.length !== names.length || Array.isArray(from) !== Array.isArray(to)) return null;
  let changed: Record<string, unknown> | null = null;
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] as string;
    const value = to[name];
    // JSON has no `undefined`, and that name is not set like others.
    if (before[at] !== name || value === undefined || name === '__proto__') return null;
    const change = changeOf(from[name], value);
    if (change === undefined) continue;
    changed ??= {};
    changed[name] = change;
  }
  return changed ?? (noChange as Container);
}

function applied(from: unknown, change: Change): unknown {
  if (!isContainer(change)) return change;
  if (Array.isArray(change)) return change[0];
  if (!isContainer(from)) throw new TypeError('a change to a record that is not there');
  const to = (Array.isArray(from) ? [...from] : { ...from }) as Record<string, unknown>;
  for (const name of Object.keys(change)) to[name] = applied(from[name], change[name]);
  return to;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
