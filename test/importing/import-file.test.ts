import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importReply } from '../../src/contract/workers.ts';
import { importFile } from '../../src/importing/import-file.ts';
import { sniff } from '../../src/importing/sniff.ts';
import { drawnPage, pagedPdf } from './pdf-files.ts';
import { type Bench, openBench, runImport } from './run-import.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

const workerPath = join(import.meta.dirname, '../../src/workers/import-worker.ts');

describe('importing a file', () => {
  it('IMP-1 goes by the bytes and never by the name', async () => {
    const path = await bench.write('really-a-pdf.jpg', pagedPdf([drawnPage]));
    const { pages, errors } = await runImport(bench, path, 'really-a-pdf.jpg', 75);
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([{ method: 'rendered' }]);
  });

  it.each<readonly [string, Buffer, string]>([
    ['text', Buffer.from('Dear reader, this is no PDF.\n发票\n'), 'text'],
    ['a web page', Buffer.from('<!DOCTYPE html><p>hello</p>'), 'xml'],
    ['any archive', zipStart('notes.bin'), 'zip'],
    ['a HEIC photograph', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic')]), 'heic'],
    ['noise', Buffer.from([0, 1, 2, 3, 250, 251, 7, 0, 9]), 'unknown'],
    [
      'letters that begin like a BMP',
      Buffer.from('BM is short for Buckminster, a name few people carry.'),
      'text',
    ],
  ])('IMP-2 refuses %s named .pdf and says what it is', async (_what, bytes, sniffed) => {
    const { pages, errors } = await runImport(bench, await bench.write('report.pdf', bytes), 'report.pdf');
    expect(pages).toEqual([]);
    expect(errors).toEqual([{ type: 'FileUnsupported', name: 'report.pdf', sniffed }]);
  });

  it.each(['OFD.xml', 'ofd.XML'])('IMP-1 knows an OFD by %s in it, whatever it is called', (name) => {
    expect(sniff(zipStart(name), Buffer.alloc(0))).toBe('ofd');
  });

  it('IMP-3 tells an empty file, a missing one and a folder', async () => {
    const empty = await bench.write('empty.pdf', Buffer.alloc(0));
    expect((await runImport(bench, empty, 'empty.pdf')).errors).toEqual([
      { type: 'FileEmpty', name: 'empty.pdf' },
    ]);
    const missing = await runImport(bench, join(bench.folder, 'gone.pdf'), 'gone.pdf');
    expect(missing.errors).toEqual([{ type: 'FileUnreadable', name: 'gone.pdf', detail: 'ENOENT' }]);
    await mkdir(join(bench.folder, 'folder.pdf'));
    const folder = await runImport(bench, join(bench.folder, 'folder.pdf'), 'folder.pdf');
    expect(folder.errors).toMatchObject([{ type: 'FileUnreadable', name: 'folder.pdf' }]);
  });

  it('IMP-4 refuses a file over 200 MB without reading it', async () => {
    const path = await bench.write('huge.pdf', Buffer.from('%PDF-1.7\n'));
    await truncate(path, 201 * 1024 * 1024);
    const { errors } = await runImport(bench, path, 'huge.pdf');
    expect(errors).toEqual([
      { type: 'FileTooLarge', name: 'huge.pdf', bytes: 201 * 1024 * 1024, limitBytes: 200 * 1024 * 1024 },
    ]);
  });

  it('IMP-5 a spooled page is whole, under its final name, with its hash', async () => {
    const path = await bench.write('two.pdf', pagedPdf([drawnPage, drawnPage]));
    const { pages } = await runImport(bench, path, 'two.pdf', 75);
    for (const { image } of pages) {
      const bytes = await readFile(image.path);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
      expect(bytes.length).toBe(image.bytes);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: image.width, height: image.height });
    }
    const names = await readdir(bench.spool);
    expect(names).toHaveLength(2);
    expect(names.every((name) => name.endsWith('.png'))).toBe(true);
  });

  it('IMP-6 stops between pages when told to, without an end', async () => {
    const path = await bench.write('three.pdf', pagedPdf([drawnPage, drawnPage, drawnPage]));
    const stop = new AbortController();
    const types: string[] = [];
    const request = { type: 'import', path, name: 'three.pdf', dpi: 50, spoolFolder: bench.spool } as const;
    for await (const reply of importFile(request, stop.signal)) {
      types.push(reply.type);
      stop.abort();
    }
    expect(types).toEqual(['page']);
  });

  it('IMP-7 ends every file of arbitrary bytes in pages or errors, never in an exception', async () => {
    const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    const starts = [
      Buffer.from('%PDF-1.7\n'),
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.from('II*\0'),
      png,
      Buffer.alloc(0),
    ];
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        const path = await bench.write(`any-${count++}`, Buffer.concat([start, rest]));
        const { pages, errors } = await runImport(bench, path, 'any');
        expect(pages.length + errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('IMP-7 names any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        expect(typeof sniff(Buffer.from(head), Buffer.from(tail))).toBe('string');
      }),
    );
  });
});

describe('the import worker', () => {
  it('IMP-8 takes one file, posts its pages and ends', async () => {
    const path = await bench.write('two.pdf', pagedPdf([drawnPage, drawnPage]));
    const worker = fork(workerPath, { execArgv: [] });
    const replies: unknown[] = [];
    const ended = new Promise<unknown>((resolve, reject) => {
      worker.on('message', (message: unknown) => replies.push(message));
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
    worker.send({ type: 'import', path, name: 'two.pdf', dpi: 50, spoolFolder: bench.spool });
    expect(await ended).toBe(0);
    expect(replies.map((reply) => importReply.parse(reply).type)).toEqual(['page', 'page', 'end']);
  });
});

/** First bytes of a zip with these entries. */
function zipStart(...names: readonly string[]): Buffer {
  return Buffer.concat(
    names.map((name) => {
      const header = Buffer.alloc(30);
      header.set([0x50, 0x4b, 0x03, 0x04]);
      header.writeUInt16LE(name.length, 26);
      return Buffer.concat([header, Buffer.from(name, 'latin1')]);
    }),
  );
}
