import type { DroppedFile, DroppedGroup } from '../ports/hot-folder.ts';

/** `page2` before `page10`, in the order a Chinese file manager shows. */
const collator = new Intl.Collator('zh-CN', { numeric: true });

export function inNaturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Times in milliseconds. */
export interface Patience {
  /** A file is still when it was seen without a change for so long. */
  readonly quietMs: number;
  /** An empty file is waited for so long, then told. */
  readonly emptyMs: number;
}

export interface Outlook {
  /** Groups whose files are all there, each in natural order; the top before its subfolders. */
  readonly ready: readonly DroppedGroup[];
  /** Files seen in all. */
  readonly files: number;
  /** One of them has been empty for too long. */
  readonly hasStaleEmpty: boolean;
}

/** What was seen of the watched folder from look to look. */
export interface Sightings {
  /** `nowMs` is of a clock that only goes forward. */
  see(groups: readonly DroppedGroup[], nowMs: number): Outlook;
  /** The file has to be still anew before it is ready again. */
  renew(subfolder: string | null, name: string): void;
  forget(): void;
}

/**
 * A file is complete when its size and time were the same over several looks: no sender says when it is through. While
 * anything of a group still changes, the rest of it waits, so that one stack becomes one batch.
 */
export function openSightings(patience: Patience): Sightings {
  let seen = new Map<string, { bytes: number; changedAt: number; sinceMs: number }>();
  const keyOf = (subfolder: string | null, name: string) => `${subfolder ?? ''}/${name}`;

  return {
    see(groups, nowMs) {
      const next: typeof seen = new Map();
      const ageOf = (subfolder: string | null, { name, bytes, changedAt }: DroppedFile): number => {
        const key = keyOf(subfolder, name);
        const before = seen.get(key);
        const isSame = before?.bytes === bytes && before.changedAt === changedAt;
        const sight = before && isSame ? before : { bytes, changedAt, sinceMs: nowMs };
        next.set(key, sight);
        return nowMs - sight.sinceMs;
      };
      let files = 0;
      let hasStaleEmpty = false;
      const ready: DroppedGroup[] = [];
      for (const group of groups) {
        let isHeldUp = false;
        const complete: DroppedFile[] = [];
        for (const file of group.files) {
          const age = ageOf(group.subfolder, file);
          const isEmpty = file.kind === 'file' && file.bytes === 0;
          const isStale = isEmpty && age >= patience.emptyMs;
          if (file.kind === 'file') files += 1;
          if (isStale) hasStaleEmpty = true;
          // A subfolder is one thing: an empty file in it may yet be filled. At the top it keeps nobody waiting.
          if (age < patience.quietMs || (isEmpty && !isStale && group.subfolder !== null)) isHeldUp = true;
          if (file.kind === 'file' && !isEmpty) complete.push(file);
        }
        if (isHeldUp || complete.length === 0) continue;
        ready.push({ ...group, files: complete.toSorted((a, b) => inNaturalOrder(a.name, b.name)) });
      }
      seen = next;
      const subfolderFirst = (group: DroppedGroup) => group.subfolder ?? '';
      return {
        ready: ready.toSorted((a, b) => inNaturalOrder(subfolderFirst(a), subfolderFirst(b))),
        files,
        hasStaleEmpty,
      };
    },
    renew(subfolder, name) {
      seen.delete(keyOf(subfolder, name));
    },
    forget() {
      seen = new Map();
    },
  };
}
