import { fork, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { officeCheck } from '../../src/cli/commands/doctor-office.ts';
import { importFile } from '../../src/importing/import-file.ts';
import { convertToPdf } from '../../src/importing/office/convert.ts';
import { findLibreOffice } from '../../src/importing/office/find-libreoffice.ts';
import { libreOfficeVersion } from '../../src/importing/office/libreoffice-version.ts';
import { fakeOffice } from './fake-office.ts';
import { docxOf, pptxOf, xlsxOf } from './office-files.ts';
import { excelStart, oleOf, wordStart } from './ole-files.ts';
import { drawnPage, pagedPdf } from './pdf-files.ts';
import { type Bench, openBench, runImport } from './run-import.ts';
import { zipOf } from './zip-files.ts';

let bench: Bench;
let temporary: string;
beforeEach(async () => {
  bench = await openBench();
  temporary = join(bench.folder, '临时 t');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await bench.remove();
});

const docx = docxOf(['报销说明']);
const workerPath = join(import.meta.dirname, '../../src/workers/import-worker.ts');
const never = new AbortController().signal;

/** Stands in for an installed LibreOffice from here on. */
async function install(body: string): Promise<string> {
  const program = await fakeOffice(bench.folder, body);
  vi.stubEnv('PLATEN_LIBREOFFICE', program);
  return program;
}

/** One that makes a PDF of three pages. */
async function installWorking(more = ''): Promise<void> {
  const pdf = await bench.write('three.pdf', pagedPdf([drawnPage, drawnPage, drawnPage]));
  await install(`${more}\ncp '${pdf}' "$out/document.pdf"`);
}

async function importDocx(bytes: Uint8Array = docx, name = '说明.docx') {
  return await runImport(bench, await bench.write('file', bytes), name, 50);
}

describe('finding LibreOffice', () => {
  it('OFFICE-3 takes what PLATEN_LIBREOFFICE names and nothing else, then PATH; off forbids it', async () => {
    const program = await fakeOffice(bench.folder, '');
    const onPath = { PATH: `/nowhere:${bench.folder}` };
    expect(await findLibreOffice(onPath, 'linux')).toBe(program);
    expect(await findLibreOffice({ ...onPath, PLATEN_LIBREOFFICE: 'off' }, 'linux')).toBeNull();
    expect(await findLibreOffice({ ...onPath, PLATEN_LIBREOFFICE: '/nowhere/soffice' }, 'linux')).toBeNull();
    expect(await findLibreOffice({ PATH: '', PLATEN_LIBREOFFICE: program }, 'linux')).toBe(program);
  });

  it('OFFICE-3 looks where the installers of Windows put it', async () => {
    const folder = join(bench.folder, 'LibreOffice', 'program');
    await mkdir(folder, { recursive: true });
    await rename(await fakeOffice(folder, ''), join(folder, 'soffice.com'));
    const found = await findLibreOffice({ PATH: '', ProgramFiles: bench.folder }, 'win32');
    expect(found).toBe(join(folder, 'soffice.com'));
  });

  it('OFFICE-15 doctor says which, or what to do', async () => {
    const program = await fakeOffice(bench.folder, '');
    expect(await officeCheck({ PLATEN_LIBREOFFICE: program, PATH: '' }, 'linux')).toMatchObject({
      verdict: 'fine',
      detail: `LibreOffice 7.4.7.2, ${program}`,
    });
    const wrong = await officeCheck({ PLATEN_LIBREOFFICE: '/nowhere/soffice', PATH: '' }, 'linux');
    expect(wrong).toMatchObject({ verdict: 'look', detail: expect.stringContaining('/nowhere/soffice') });
    expect(wrong.advice).toContain('soffice');
    const none = await officeCheck({ PATH: '' }, 'win32');
    expect(none).toMatchObject({ verdict: 'look', advice: expect.stringContaining('Install LibreOffice') });
    expect(await officeCheck({ PLATEN_LIBREOFFICE: 'off' }, 'linux')).toMatchObject({ verdict: 'fine' });
  });

  it('OFFICE-15 says its version, and its bare name where it gives none', async () => {
    expect(await libreOfficeVersion(await fakeOffice(bench.folder, ''))).toBe('LibreOffice 7.4.7.2');
    expect(await libreOfficeVersion('/nowhere/soffice')).toBe('LibreOffice');
  });
});

describe('an Office file', () => {
  it.each<readonly [string, Buffer]>([
    ['docx', docx],
    ['xlsx', xlsxOf(['清单'])],
    ['pptx', pptxOf(['汇报'])],
    ['doc', oleOf({ WordDocument: wordStart(false) })],
    ['xls', oleOf({ Workbook: excelStart(false) })],
    ['ppt', oleOf({ 'PowerPoint Document': Buffer.alloc(8) })],
  ])('OFFICE-1 of kind %s takes the way of a PDF, whatever its name', async (format, bytes) => {
    const seen = join(bench.folder, 'seen');
    await installWorking(`echo "$source" >'${seen}'`);
    const { pages, errors } = await importDocx(bytes, 'named.pdf');
    expect(errors).toEqual([]);
    expect(pages.map(({ pageNumber, method }) => [pageNumber, method])).toEqual([
      [1, 'rendered'],
      [2, 'rendered'],
      [3, 'rendered'],
    ]);
    expect(await readFile(seen, 'utf8')).toMatch(new RegExp(`/document\\.${format}\\n$`));
  });

  it('OFFICE-13 stays as it was, and nothing of the conversion is left', async () => {
    await installWorking('echo rubbish >"$source"; mkdir "$profile/more"');
    await importDocx();
    expect(await readFile(join(bench.folder, 'file'))).toEqual(docx);
    await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 60_000 });
  });

  it('OFFICE-4 is named with what to do where there is no LibreOffice', async () => {
    vi.stubEnv('PLATEN_LIBREOFFICE', 'off');
    const { pages, errors } = await importDocx();
    expect(pages).toEqual([]);
    expect(errors).toEqual([{ type: 'OfficeMissing', name: '说明.docx' }]);
  });
});

describe('what LibreOffice is never given', () => {
  const started = () => existsSync(join(bench.folder, 'started'));
  beforeEach(() => installWorking(`touch '${join(bench.folder, 'started')}'`));

  const bomb = (): Buffer =>
    zipOf([
      { name: '[Content_Types].xml', bytes: '<Types/>' },
      { name: 'word/document.xml', bytes: Buffer.alloc(60 * 1024 * 1024) },
    ]);
  const noise = (): Buffer => Buffer.concat([Buffer.from([1, 0]), randomBytes(5_000)]);
  const cutOle = (): Buffer => oleOf({ WordDocument: wordStart(false) }).subarray(0, 300);

  it.each<readonly [string, () => Buffer, object]>([
    ['noise named .docx', noise, { type: 'FileUnsupported', sniffed: 'unknown' }],
    [
      'an archive with the words of a Word file in a name only',
      () => zipOf([{ name: 'x[Content_Types].xml word/', bytes: 'x' }]),
      { type: 'FileUnsupported', sniffed: 'zip' },
    ],
    [
      'a compound file of another program',
      () => oleOf({ VisioDocument: Buffer.alloc(9) }),
      { type: 'FileUnsupported', sniffed: 'ole' },
    ],
    ['a cut compound file', cutOle, { type: 'FileDamaged' }],
    ['a cut docx', () => docx.subarray(0, docx.length - 60), { type: 'FileDamaged' }],
    ['a zip bomb', bomb, { type: 'ArchiveTooLarge', measure: 'ratio' }],
    [
      'a docx under a password',
      () => oleOf({ EncryptionInfo: Buffer.alloc(64), EncryptedPackage: randomBytes(4_096) }),
      { type: 'FileEncrypted' },
    ],
  ])('OFFICE-5, OFFICE-6 and OFFICE-7 it is not started for %s', async (_what, bytes, error) => {
    const { pages, errors } = await importDocx(bytes());
    expect(pages).toEqual([]);
    expect(errors).toMatchObject([{ name: '说明.docx', ...error }]);
    expect(started()).toBe(false);
  });
});

describe('a conversion that fails', () => {
  const half = '%%PDF-1.7 1 0 obj';

  it.each<readonly [string, string]>([
    ['no PDF', 'echo "Error: source file could not be loaded" >&2; exit 0'],
    ['an empty PDF', ': >"$out/document.pdf"; echo "Error: source file could not be loaded" >&2'],
    [
      'half a PDF',
      `printf '${half}' >"$out/document.pdf"; echo "Error: source file could not be loaded" >&2; kill -SEGV $$`,
    ],
  ])(
    'OFFICE-8 with %s and whatever exit status is told with version and its own words',
    async (_what, body) => {
      await install(body);
      const { pages, errors } = await importDocx();
      expect(pages).toEqual([]);
      expect(errors).toEqual([
        {
          type: 'OfficeFailed',
          name: '说明.docx',
          program: 'LibreOffice 7.4.7.2',
          detail: 'Error: source file could not be loaded',
        },
      ]);
      await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 60_000 });
    },
  );

  it('OFFICE-8 a crash without a word is told by its signal', async () => {
    await install('kill -ABRT $$');
    expect((await importDocx()).errors).toMatchObject([
      { type: 'OfficeFailed', detail: expect.stringMatching(/134|SIGABRT|[Aa]borted/) },
    ]);
  });

  it.each([
    ['doc', () => oleOf({ WordDocument: wordStart(true) })],
    ['xls', () => oleOf({ Workbook: excelStart(true) })],
    ['ppt', () => oleOf({ 'PowerPoint Document': Buffer.alloc(8), EncryptedSummary: Buffer.alloc(8) })],
  ])('OFFICE-7 a %s under a password is tried, and then named as such', async (format, bytes) => {
    await install('exit 0');
    const { errors } = await importDocx(bytes(), `旧.${format}`);
    expect(errors).toEqual([{ type: 'FileEncrypted', name: `旧.${format}` }]);
  });
});

describe('LibreOffice while it runs', () => {
  /** Hangs with a child of its own; both write down who they are. */
  const hang = (pids: string) =>
    `sh -c 'echo $$ >>"${pids}"; exec sleep 300' & echo $$ >>'${pids}'; sleep 300`;

  async function hungProcesses(pids: string): Promise<readonly number[]> {
    return await vi.waitFor(
      async () => {
        const found = (await readFile(pids, 'utf8')).trim().split('\n').map(Number);
        expect(found).toHaveLength(2);
        return found;
      },
      { timeout: 60_000 },
    );
  }

  async function expectGone(pids: readonly number[]): Promise<void> {
    await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), { timeout: 60_000 });
    await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 60_000 });
  }

  it('OFFICE-9 is ended at the limit with all of its processes', async () => {
    const pids = join(bench.folder, 'pids');
    const program = await install(hang(pids));
    const source = await bench.write('file', docx);
    const wish = { program, source, format: 'docx', limitMs: 1_500, signal: never } as const;
    expect(await convertToPdf(wish)).toEqual({ ok: false, error: { type: 'Late' } });
    await expectGone(await hungProcesses(pids));
  });

  it('OFFICE-10 is ended when the import is cancelled, and no failure is told', async () => {
    const pids = join(bench.folder, 'pids');
    await install(hang(pids));
    const path = await bench.write('file', docx);
    const stop = new AbortController();
    void hungProcesses(pids).then(() => stop.abort());
    const types: string[] = [];
    const request = { type: 'import', path, name: 'a.docx', dpi: 50, spoolFolder: bench.spool } as const;
    for await (const { type } of importFile(request, stop.signal)) types.push(type);
    expect(types).toEqual(['converting']);
    await expectGone(await hungProcesses(pids));
  });

  it.each(['cancel', 'kill'] as const)('OFFICE-10 is ended with its worker: %s', async (how) => {
    const pids = join(bench.folder, 'pids');
    await install(hang(pids));
    const path = await bench.write('file', docx);
    const worker = fork(workerPath, { execArgv: [] });
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.send({ type: 'import', path, name: 'a.docx', dpi: 50, spoolFolder: bench.spool });
    const running = await hungProcesses(pids);
    expect(running.every(isRunning)).toBe(true);
    if (how === 'cancel') worker.send({ type: 'cancel' });
    else worker.kill('SIGKILL');
    await ended;
    await expectGone(running);
  });

  it('OFFICE-11 has a profile of its own each time: no macros, no links, no recovery', async () => {
    const profiles = join(bench.folder, 'profiles');
    const registry = join(bench.folder, 'registry');
    await installWorking(
      `echo "$profile" >>'${profiles}'; cat "$profile/user/registrymodifications.xcu" >'${registry}'`,
    );
    // The path holds Chinese and a blank: as an address they are written otherwise.
    vi.stubEnv('TMPDIR', bench.folder);
    await importDocx();
    await importDocx();
    const used = (await readFile(profiles, 'utf8')).trim().split('\n');
    expect(new Set(used).size).toBe(2);
    const said = await readFile(registry, 'utf8');
    for (const [name, value] of [
      ['DisableMacrosExecution', 'true'],
      ['MacroSecurityLevel', '3'],
      ['BlockUntrustedRefererLinks', 'true'],
    ])
      expect(said).toContain(`"${name}" oor:op="fuse"><value>${value}</value>`);
    expect(said).toMatch(/Writer\/Content\/Update"><prop oor:name="Link" oor:op="fuse"><value>0</);
    expect(said).toMatch(/Calc\/Content\/Update"><prop oor:name="Link" oor:op="fuse"><value>1</);
    expect(said).toMatch(/RecoveryInfo"><prop oor:name="Enabled" oor:op="fuse"><value>false</);
  });

  it('OFFICE-12 has no network where the system allows that, and is told nothing of this station', async () => {
    const mayCut = spawnSync('unshare', ['--map-current-user', '--net', '--', 'true']).status === 0;
    const net = join(bench.folder, 'net');
    const env = join(bench.folder, 'env');
    vi.stubEnv('PLATEN_SERVICE_TOKEN', 'secret');
    await installWorking(`cat /proc/net/dev >'${net}'; env >'${env}'`);
    expect((await importDocx()).pages).toHaveLength(3);
    expect(await readFile(env, 'utf8')).not.toMatch(/PLATEN|secret/);
    const cards = (await readFile(net, 'utf8')).match(/^\s*\w+(?=:)/gm)?.map((name) => name.trim());
    if (mayCut) expect(cards).toEqual(['lo']);
    else expect(cards).toContain('lo');
  });

  it('OFFICE-14 gives a sign of life at once, and pages only after it', async () => {
    await installWorking();
    const { replies } = await importDocx();
    expect(replies.map(({ type }) => type)).toEqual(['converting', 'page', 'page', 'page', 'end']);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
