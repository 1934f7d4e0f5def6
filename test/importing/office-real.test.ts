import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { convertToPdf } from '../../src/importing/office/convert.ts';
import { findLibreOffice } from '../../src/importing/office/find-libreoffice.ts';
import { libreOfficeVersion } from '../../src/importing/office/libreoffice-version.ts';
import { docxOf, pptxOf, xlsxOf } from './office-files.ts';
import { type Bench, openBench, runImport } from './run-import.ts';

const program = await findLibreOffice(process.env, process.platform);
const conversionMs = 90_000;

const given = {
  docx: docxOf(['第一页 报销说明', 'second page', 'third page']),
  xlsx: xlsxOf(['清单', 'second sheet']),
  pptx: pptxOf(['汇报', 'two', 'three', 'four']),
} as const;
const pagesOf = { docx: 3, xlsx: 2, pptx: 4, doc: 3, xls: 2, ppt: 4 } as const;

describe.skipIf(program === null)('Office files and the LibreOffice of this machine', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    for (const [format, bytes] of Object.entries(given)) await bench.write(`given.${format}`, bytes);
    for (const [from, to] of [
      ['docx', 'doc'],
      ['xlsx', 'xls'],
      ['pptx', 'ppt'],
    ] as const) {
      const profile = pathToFileURL(join(bench.folder, 'profile')).href;
      const args = [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', to, '--outdir'];
      spawnSync(program ?? '', [...args, bench.folder, join(bench.folder, `given.${from}`)]);
    }
  }, conversionMs * 2);
  afterAll(() => bench.remove());

  it.each(Object.entries(pagesOf))(
    'OFFICE-2 a %s gives the %i pages it has',
    async (format, count) => {
      const path = join(bench.folder, `given.${format}`);
      const before = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const { pages, errors } = await runImport(bench, path, `given.${format}`, 100);
      expect(errors).toEqual([]);
      expect(pages.map(({ pageNumber }) => pageNumber)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      );
      for (const { image } of pages) expect((await sharp(image.path).stats()).isOpaque).toBe(true);
      const inks = await Promise.all(pages.map(({ image }) => inkOf(image.path)));
      for (const ink of inks) expect(ink).toBeGreaterThan(0);
      expect(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ).toBe(before);
    },
    conversionMs,
  );

  it('OFFICE-15 says its version', async () => {
    expect(await libreOfficeVersion(program ?? '')).toMatch(/^LibreOffice \d+\.\d+/);
  });

  it(
    'OFFICE-8 a damaged docx, that LibreOffice cannot load, is told with version and words',
    async () => {
      const path = await bench.write('bad', docxOf(['x'], { body: '</w:body><nonsense' }));
      const { pages, errors } = await runImport(bench, path, 'bad.docx');
      expect(pages).toEqual([]);
      expect(errors).toMatchObject([
        { type: 'OfficeFailed', program: expect.stringMatching(/^LibreOffice \d/), detail: /./ },
      ]);
    },
    conversionMs,
  );

  it.runIf(process.platform === 'linux')(
    'OFFICE-16 Chinese text is drawn where the system has no Chinese font',
    async () => {
      const fonts = join(bench.folder, 'fonts');
      await mkdir(fonts);
      const config = join(bench.folder, 'fonts.conf');
      await writeFile(
        config,
        `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
      );
      const latin = spawnSync('fc-match', ['-f', '%{file}', 'DejaVu Sans'], { encoding: 'utf8' }).stdout;
      if (latin) await copyFile(latin, join(fonts, 'latin.ttf'));
      const poor = join(bench.folder, 'soffice-without-fonts');
      await writeFile(poor, `#!/bin/sh\nFONTCONFIG_FILE='${config}' exec '${program}' "$@"\n`);
      await chmod(poor, 0o755);
      vi.stubEnv('PLATEN_LIBREOFFICE', poor);
      try {
        // Boxes for letters that no font has look alike; letters do not.
        const drawn = await Promise.all(
          ['发票报销', '差旅明细'].map(async (line) => {
            const path = await bench.write(`${line}.docx`, docxOf([line]));
            const { pages, errors } = await runImport(bench, path, `${line}.docx`, 100);
            expect(errors).toEqual([]);
            return (await readFile(pages[0]?.image.path ?? '')).toString('base64');
          }),
        );
        expect(drawn[0]).not.toBe(drawn[1]);
      } finally {
        vi.unstubAllEnvs();
      }
    },
    conversionMs * 2,
  );

  it(
    'OFFICE-12 a picture that a document links to on the network is not fetched',
    async () => {
      let asked = 0;
      const server = createServer((_, answer) => {
        asked++;
        answer.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const linkedPicture = `http://127.0.0.1:${port}/a.png`;
      const path = await bench.write('linked', docxOf(['linked'], { linkedPicture }));
      const { pages } = await runImport(bench, path, 'linked.docx', 50);
      expect(pages).toHaveLength(1);
      expect(asked).toBe(0);
      await new Promise((resolve) => server.close(resolve));
    },
    conversionMs,
  );

  it.runIf(process.platform === 'linux').each([400, 1_200])(
    'OFFICE-9 after %i ms none of its processes and files is left',
    async (limitMs) => {
      const temporary = join(bench.folder, `limit-${limitMs}`);
      await mkdir(temporary);
      vi.stubEnv('TMPDIR', temporary);
      const source = join(bench.folder, 'given.docx');
      const wish = { program: program ?? '', source, format: 'docx', limitMs } as const;
      const converted = await convertToPdf({ ...wish, signal: new AbortController().signal });
      vi.unstubAllEnvs();
      if (converted.ok) await converted.value.remove();
      else expect(converted.error).toEqual({ type: 'Late' });
      const running = () =>
        spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
          .stdout.split('\n')
          .filter((line) => line.includes(temporary));
      await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 60_000 });
      await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 60_000 });
    },
    conversionMs,
  );

  it('OFFICE-13 the spool holds pages and nothing else', async () => {
    expect((await readdir(bench.spool)).filter((name) => !/\.(png|jpg)$/.test(name))).toEqual([]);
  });
});

/** Dark pixels of a page. */
async function inkOf(path: string): Promise<number> {
  const { data } = await sharp(path).flatten().greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0);
}
