import { describe, expect, it } from 'vitest';
import { inNaturalOrder, openSightings } from '../../../src/station/commands/hot-folder-sightings.ts';
import { displayName } from '../../../src/station/files/display-name.ts';
import { folderNameOf, shownName } from '../../../src/station/files/hot-folder-names.ts';
import type { DroppedFile, DroppedGroup } from '../../../src/station/ports/hot-folder.ts';

const patience = { quietMs: 5_000, emptyMs: 600_000 };
const file = (name: string, bytes: number, changedAt = 1): DroppedFile => ({
  name,
  bytes,
  changedAt,
  kind: 'file',
});
const passing = (name: string, bytes: number): DroppedFile => ({ ...file(name, bytes), kind: 'passing' });
const top = (...files: DroppedFile[]): DroppedGroup => ({ subfolder: null, title: null, files });
const inside = (subfolder: string, ...files: DroppedFile[]): DroppedGroup => ({
  subfolder,
  title: subfolder,
  files,
});

/** Looks at these groups at these times, and what was ready at each: `subfolder/name`. */
function looks(...seen: readonly (readonly [atMs: number, ...groups: DroppedGroup[]])[]): string[][] {
  const sightings = openSightings(patience);
  return seen.map(([atMs, ...groups]) =>
    sightings
      .see(groups, atMs)
      .ready.flatMap(({ subfolder, files }) => files.map(({ name }) => `${subfolder ?? ''}/${name}`)),
  );
}

describe('what was seen of a watched folder', () => {
  it('HOT-30 a file is complete when size and time stayed the same over the quiet time, seen by us', () => {
    const a = top(file('a', 10));
    expect(looks([0, a], [4_999, a], [5_000, a])).toEqual([[], [], ['/a']]);
    expect(looks([0, a], [4_000, top(file('a', 11))], [8_000, top(file('a', 11))])).toEqual([[], [], []]);
    expect(looks([0, a], [4_000, top(file('a', 10, 2))], [8_000, top(file('a', 10, 2))])).toEqual([
      [],
      [],
      [],
    ]);
    // Gone in between: another file.
    expect(looks([0, a], [3_000, top()], [6_000, a])).toEqual([[], [], []]);
  });

  it('HOT-31 while anything of a group changes all of it waits, also for a transfer under way; what stands still holds up nobody', () => {
    const [a, b] = [file('a', 10), file('b', 10)];
    expect(looks([0, top(a)], [5_000, top(a, b)], [9_999, top(a, b)], [10_000, top(a, b)])).toEqual([
      [],
      [],
      [],
      ['/a', '/b'],
    ]);
    const download = (bytes: number) => top(a, passing('b.part', bytes));
    expect(looks([0, download(1)], [5_000, download(2)], [10_000, download(2)])).toEqual([[], [], ['/a']]);
    const apart = [top(file('x', 1)), inside('s', a)];
    expect(looks([0, ...apart], [5_000, top(file('x', 2)), inside('s', a)])).toEqual([[], ['s/a']]);
  });

  it('HOT-32 an empty file is never ready: at the top it keeps nobody waiting, in a subfolder until it is stale', () => {
    const groups = [top(file('a', 1), file('empty', 0)), inside('s', file('b', 1), file('empty', 0))];
    const sightings = openSightings(patience);
    const names = (atMs: number) => {
      const { ready, hasStaleEmpty, files } = sightings.see(groups, atMs);
      expect(files).toBe(4);
      return { ready: ready.map(({ subfolder, files: of }) => [subfolder, of.length]), hasStaleEmpty };
    };
    expect(names(0)).toEqual({ ready: [], hasStaleEmpty: false });
    expect(names(5_000)).toEqual({ ready: [[null, 1]], hasStaleEmpty: false });
    expect(names(600_000)).toEqual({
      ready: [
        [null, 1],
        ['s', 1],
      ],
      hasStaleEmpty: true,
    });
  });

  it('HOT-33 files come in natural order, the top before its subfolders', () => {
    expect(['p10', 'p9', 'p1', 'P2', '第10页', '第9页'].toSorted(inNaturalOrder)).toEqual([
      '第9页',
      '第10页',
      'p1',
      'P2',
      'p9',
      'p10',
    ]);
    const groups = [inside('lot 10', file('x', 1)), inside('lot 9', file('x', 1)), top(file('z', 1))];
    expect(looks([0, ...groups], [5_000, ...groups])[1]).toEqual(['/z', 'lot 9/x', 'lot 10/x']);
  });
});

describe('names of the watched folder', () => {
  it('HOT-34 a batch name becomes a folder name that every file system takes', () => {
    const names = {
      '2026-11-23/07': '2026-11-23-07',
      'a<b>c:d"e\\f|g?h*i': 'a-b-c-d-e-f-g-h-i',
      'ends with dots. . ': 'ends with dots',
      con: '_con',
      'LPT1.txt': '_LPT1.txt',
      '..': 'batch',
      '.platen': '_.platen',
      '\u202egpj.x': 'gpj.x',
      三月发票: '三月发票',
    };
    for (const [name, folder] of Object.entries(names)) expect(folderNameOf(name)).toBe(folder);
    expect(folderNameOf('x'.repeat(300))).toHaveLength(80);
  });

  it('HOT-35 two names that would be shown alike are told apart, and stay what they are when shown', () => {
    const long = 'x'.repeat(220);
    const names = ['a.png', 'a\u200e.png', 'a\u202e.png', `${long}1.png`, `${long}2.png`, ' a.png'];
    const shown = names.map(shownName);
    expect(shown[0]).toBe('a.png');
    expect(new Set(shown).size).toBe(names.length);
    for (const name of shown) expect(displayName(name)).toBe(name);
  });
});
