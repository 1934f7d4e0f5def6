import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFiles } from '../../../src/station/files/open-files.ts';
import type { Files } from '../../../src/station/ports/files.ts';
import { sidecar } from './sidecar.ts';
import { quiet, spool, temporaryFolder } from './temporary.ts';

const otherSidecar = { ...sidecar, pageId: 'page:01890000-0000-7000-8000-000000000009' } as const;
const spooledNames = (files: Files) => readdirSync(files.spoolFolder);

describe('adopting a spooled file', () => {
  it('FILE-1 puts it under its hash with its sidecar beside it, and out of the spool folder', async () => {
    const folder = temporaryFolder();
    const files = await openFiles(folder, { log: quiet });
    const arrival = spool(files, 'a.jpg', 'page one');
    expect(await files.has(arrival.sha256)).toBe(false);
    await files.adopt(arrival, sidecar);
    const path = files.pathOf(arrival.sha256);
    expect(path).toBe(join(folder, 'cas', arrival.sha256.slice(0, 2), arrival.sha256));
    expect(readFileSync(path, 'utf8')).toBe('page one');
    const beside = `${path}.01890000-0000-7000-8000-000000000001.json`;
    expect(JSON.parse(readFileSync(beside, 'utf8'))).toEqual(sidecar);
    expect(spooledNames(files)).toEqual([]);
    expect([await files.has(arrival.sha256), await files.verify(arrival.sha256)]).toEqual([true, true]);
  });

  it('FILE-2 may be done again: the same call, the same bytes, both at once', async () => {
    const files = await openFiles(temporaryFolder(), { log: quiet });
    const first = spool(files, 'a.jpg', 'blank back');
    await files.adopt(first, sidecar);
    await files.adopt(first, sidecar);
    const [second, third] = [spool(files, 'b.jpg', 'blank back'), spool(files, 'c.jpg', 'blank back')];
    await Promise.all([
      files.adopt(second, otherSidecar),
      files.adopt(third, null),
      files.adopt(first, sidecar),
    ]);
    expect(spooledNames(files)).toEqual([]);
    expect(await files.verify(first.sha256)).toBe(true);
    const names = readdirSync(join(files.pathOf(first.sha256), '..'));
    expect(names.filter((name) => name.endsWith('.json'))).toHaveLength(2);
  });

  it('FILE-3 refuses bytes that are not what their hash says, and keeps them for a look', async () => {
    const files = await openFiles(temporaryFolder(), { log: quiet });
    const arrival = spool(files, 'a.jpg', 'as announced');
    writeFileSync(arrival.path, 'half of i');
    await expect(files.adopt(arrival, sidecar)).rejects.toMatchObject({ code: 'EBADMSG' });
    expect(await files.has(arrival.sha256)).toBe(false);
    expect(spooledNames(files)).toEqual(['a.jpg']);
  });

  it('FILE-3 refuses a file that is nowhere', async () => {
    const files = await openFiles(temporaryFolder(), { log: quiet });
    const arrival = spool(files, 'a.jpg', 'soon gone');
    rmSync(arrival.path);
    await expect(files.adopt(arrival, null)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.adopt({ path: arrival.path, sha256: '../../etc/passwd' }, null)).rejects.toThrow(
      /SHA-256/,
    );
  });

  it.each(['cut', 'the same length'])(
    'FILE-4 replaces a stored file that is damaged (%s) and sets it aside',
    async (text) => {
      const folder = temporaryFolder();
      const told: string[] = [];
      const files = await openFiles(folder, { log: (_level, event) => told.push(event) });
      const arrival = spool(files, 'a.jpg', 'the right bytes');
      await files.adopt(arrival, sidecar);
      writeFileSync(files.pathOf(arrival.sha256), text.padEnd(text === 'cut' ? 3 : 15).slice(0, 15));
      expect(await files.verify(arrival.sha256)).toBe(false);
      await files.adopt(spool(files, 'b.jpg', 'the right bytes'), sidecar);
      expect(await files.verify(arrival.sha256)).toBe(true);
      expect(told).toEqual(['files.damaged-replaced']);
      expect(readdirSync(join(folder, 'orphans'))).toHaveLength(1);
    },
  );

  it('FILE-5 says of a hash that is not there that it does not verify', async () => {
    const files = await openFiles(temporaryFolder(), { log: quiet });
    expect(await files.verify('0'.repeat(64))).toBe(false);
  });

  it('FILE-6 sets aside at the start what a crash left half way, deletes nothing, and says how much', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'spool'), { recursive: true });
    for (const name of ['side-0001.jpg', 'abc.part', 'x.upload.part'])
      writeFileSync(join(folder, 'spool', name), name);
    const told: unknown[] = [];
    const files = await openFiles(folder, { log: (_level, event, detail) => told.push([event, detail]) });
    expect(spooledNames(files)).toEqual([]);
    const kept = readdirSync(join(folder, 'orphans')).map((name) =>
      readFileSync(join(folder, 'orphans', name), 'utf8'),
    );
    expect(kept.sort()).toEqual(['abc.part', 'side-0001.jpg', 'x.upload.part']);
    expect(told).toEqual([['files.swept', { files: 3 }]]);
  });

  it('FILE-16 deletes halves of what lies whole elsewhere, by the names we give them, and nothing else', async () => {
    const folder = temporaryFolder();
    const uuid = '01890000-0000-7000-8000-00000000000a';
    const halves = ['bills.part', 'bill.part', 'image.part', 'upload.part', 'upload.part.json'];
    const others = [
      `${'a'.repeat(64)}.${uuid}.part`,
      'mine.bills.part',
      `${uuid}.bills.part.old`,
      `${uuid}.jpg`,
    ];
    for (const shelf of ['spool', 'orphans', 'uploads']) mkdirSync(join(folder, shelf), { recursive: true });
    for (const name of [...halves.map((half) => `${uuid}.${half}`), ...others])
      writeFileSync(join(folder, 'spool', name), name);
    // As an older program set them aside.
    for (const half of halves) writeFileSync(join(folder, 'orphans', `${uuid}.${uuid}.${half}`), half);
    writeFileSync(join(folder, 'orphans', 'x.bills.part'), 'x');
    // The name of an upload that never came, and one that did.
    const came = '01890000-0000-7000-8000-00000000000b';
    for (const name of [`${uuid}.json`, `${came}.json`, came, 'notes.json'])
      writeFileSync(join(folder, 'uploads', name), '{}');
    const told: unknown[] = [];
    await openFiles(folder, { log: (_level, event, detail) => told.push([event, detail]) });
    const left = readdirSync(join(folder, 'orphans'));
    expect(left).toHaveLength(others.length + 1);
    for (const name of others)
      expect(
        left.some((one) => one.endsWith(name)),
        name,
      ).toBe(true);
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
    expect(readdirSync(join(folder, 'uploads')).toSorted()).toEqual(
      [came, `${came}.json`, 'notes.json'].toSorted(),
    );
    expect(told).toEqual([['files.swept', { files: others.length }]]);
  });

  it('FILE-7 leaves stored files, sidecars and uploads alone when it starts', async () => {
    const folder = temporaryFolder();
    const files = await openFiles(folder, { log: quiet });
    const arrival = spool(files, 'a.jpg', 'page one');
    await files.adopt(arrival, sidecar);
    const upload = await files.receiveUpload(
      'a.pdf',
      (async function* () {
        yield Buffer.from('pdf');
      })(),
    );
    const again = await openFiles(folder, { log: quiet });
    expect(await again.verify(arrival.sha256)).toBe(true);
    expect(existsSync(`${again.pathOf(arrival.sha256)}.01890000-0000-7000-8000-000000000001.json`)).toBe(
      true,
    );
    if (!upload.ok) throw new Error(JSON.stringify(upload.error));
    expect((await again.upload(upload.value.uploadId))?.name).toBe('a.pdf');
    expect(readdirSync(join(folder, 'orphans'))).toEqual([]);
  });

  it('FILE-8 tells the free room of the disk the files are on', async () => {
    const folder = temporaryFolder();
    const files = await openFiles(folder, { log: quiet });
    const { bavail, bsize, blocks } = statfsSync(folder);
    const free = await files.freeBytes();
    expect(Math.abs(free - bavail * bsize)).toBeLessThan(blocks * bsize * 0.05);
  });
});
