import { describe, expect, it } from 'vitest';
import { type ClaimRecord, openClaimRecords } from '../../../src/station/commands/hot-folder-records.ts';
import { carryOn, type TakePorts } from '../../../src/station/commands/hot-folder-take.ts';
import { openHotFolderFiles } from '../../../src/station/files/hot-folder.ts';
import { folders } from './desks.ts';
import { drop, filesBelow } from './dropped.ts';

const claimId = '01890a5d-ac96-774b-bcce-b302099a8057';

function claimants() {
  const { data, hot } = folders();
  const [one, other] = ['one', 'other'].map((claimant) => openHotFolderFiles({ claimant, dataFolder: data }));
  if (!one || !other) throw new Error('no claimants');
  return { one, other, hot, place: { folder: hot, claimId } };
}

describe('several claimants on one folder', () => {
  it('HOT-17 whoever loses one file of a group leaves the rest of it to the other, to be seen anew', async () => {
    const { one, other, hot, place } = claimants();
    drop(hot, { a: Buffer.from('a'), b: Buffer.from('b'), c: Buffer.from('c') });
    const [group] = await one.look(hot);
    const wanted = group?.files.toSorted((x, y) => (x.name < y.name ? -1 : 1)) ?? [];
    await other.openClaim(place);
    const [, middle] = wanted;
    if (!middle) throw new Error('nothing seen');
    expect(await other.claim(place, null, middle)).toBe('claimed');

    const kept = new Map<string, string>();
    const store = {
      readSetting: (key: string) => kept.get(key) ?? null,
      writeSetting: (key: string, value: string) => void kept.set(key, value),
    };
    const left: string[] = [];
    // A double of the station: no batch can be opened in it, so that the claim ends right after its files were moved.
    const ports = {
      folderFiles: one,
      records: openClaimRecords(store),
      trees: {
        load() {
          throw new Error('moved');
        },
      },
      onLeft: (_subfolder: string | null, name: string) => left.push(name),
    } as unknown as TakePorts;
    const record: ClaimRecord = {
      ...place,
      state: 'claiming',
      subfolder: null,
      title: null,
      grouping: 'split',
      wanted,
      total: 0,
      shelves: { done: null, failed: null },
      left: [],
    };
    await one.openClaim(place);
    await expect(carryOn(ports, record, new AbortController())).rejects.toThrow('moved');
    expect(left).toEqual(['b', 'c']);
    expect(ports.records.all()).toMatchObject([{ state: 'taking', total: 1 }]);
    expect(filesBelow(hot)).toEqual([`.platen/one/${claimId}/a`, `.platen/other/${claimId}/b`, 'c']);
  });

  it('HOT-8 of two that rename the same files at once exactly one has each', async () => {
    const { one, other, hot, place } = claimants();
    drop(hot, Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`f${n}`, Buffer.from('x')])));
    const [group] = await one.look(hot);
    await Promise.all([one.openClaim(place), other.openClaim(place)]);
    const outcomes = await Promise.all(
      (group?.files ?? []).map((file) =>
        Promise.all([one, other].map((who) => who.claim(place, null, file))),
      ),
    );
    expect(outcomes.map((pair) => pair.toSorted())).toEqual(Array(60).fill(['claimed', 'gone']));
    expect((await one.claimed(place)).length + (await other.claimed(place)).length).toBe(60);
  });

  it('HOT-18 a file that is not as it was seen, and what came under a claimed name since, stays where it is', async () => {
    const { one, hot, place } = claimants();
    drop(hot, { a: Buffer.from('first'), b: Buffer.from('b') });
    const [group] = await one.look(hot);
    const [a, b] = group?.files.toSorted((x, y) => (x.name < y.name ? -1 : 1)) ?? [];
    if (!a || !b) throw new Error('nothing seen');
    await one.openClaim(place);
    drop(hot, { b: Buffer.from('b, longer') });
    expect(await one.claim(place, null, b)).toBe('gone');
    expect(await one.claim(place, null, a)).toBe('claimed');
    drop(hot, { a: Buffer.from('second') });
    // A restart goes through the wanted files again.
    expect(await one.claim(place, null, a)).toBe('claimed');
    expect(filesBelow(hot)).toEqual([`.platen/one/${claimId}/a`, 'a', 'b']);
  });
});
