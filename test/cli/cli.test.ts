import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { unembeddedChinesePdf } from '../importing/pdf-files.ts';
import { pageWith } from '../station/page-with.ts';
import { loadPaper, type Paper } from '../station/paper.ts';
import { openTestStation } from '../station/test-station.ts';
import { platen } from './run-platen.ts';

/** A real scanner with two sheets in it, and how the command line reaches it. */
async function openScanner() {
  const paper = await loadPaper([await pageWith('one'), await pageWith('two')]);
  scanners.push(paper);
  const env = { PLATEN_ESCL: paper.url, PLATEN_VIRTUAL_SCANNER: 'off' };
  const { lines } = await platen(['devices', '--json'], env);
  return { paper, env, device: String(lines[0]?.id) };
}
const scanners: Paper[] = [];

/** A station's data folder with the profile "Coarse": one side at 75 dpi, and an imprint no network scanner has. */
async function storeProfile(data: string): Promise<void> {
  const station = await openTestStation(data);
  const settings = {
    ...defaultScanProfile,
    name: 'Coarse',
    sides: 'simplex',
    dpi: 75,
    doubleFeed: 'off',
    imprint: 'A-1',
  } as const;
  const id = '01900001-0000-7000-8000-000000000000';
  const saved = await station.run('profiles.save', {
    id,
    deviceId: null,
    deviceName: null,
    key: null,
    settings,
  });
  await station.close();
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
}

const invoice = '01,31,,26317000000000000042,1130.00,20260318,,A1B2';

describe('the command line', { timeout: 240_000 }, () => {
  let folder: string;
  let cover: string;
  let bill: string;
  let broken: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platen-cli-'));
    cover = join(folder, 'cover.png');
    bill = join(folder, 'invoice.png');
    broken = join(folder, 'broken.pdf');
    writeFileSync(cover, await pageWith('CL-2026-000777'));
    writeFileSync(bill, await pageWith(invoice));
    writeFileSync(broken, 'not a PDF');
  });
  afterAll(() => {
    for (const paper of scanners) paper.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('CLI-1 wrong usage ends with 2 and prints nothing on standard output', async () => {
    for (const args of [
      ['no-such-command'],
      ['capture'],
      ['import', cover],
      ['capture', cover, '--count', '3'],
      ['scan', '--device', 'virtual:x', '--out', folder, '--profile', 'Invoices'],
      ['scan', '--device', 'virtual:x', '--out', folder, '--source', 'drawer'],
      ['clean', cover, '--out', folder, '--dpi', 'x'],
    ]) {
      expect(await platen(args), args.join(' ')).toMatchObject({ status: 2, lines: [] });
    }
  });

  it('CLI-2 import gives a line a page, an error line a bad file, and status 1', async () => {
    const { status, lines } = await platen(['import', cover, broken, '--out', join(folder, 'in'), '--json']);
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({
      file: cover,
      page: 1,
      width: 1654,
      height: 2339,
      dpi: 200,
      method: 'decoded',
    });
    expect(existsSync(String(lines[0]?.out))).toBe(true);
    expect(lines[1]).toMatchObject({ file: broken, error: { type: 'FileUnsupported' } });
  });

  it('CLI-13 import tells how a page differs from its file, in the line of its page and on standard error', async () => {
    const pdf = join(folder, 'no-font.pdf');
    writeFileSync(pdf, unembeddedChinesePdf());
    const args = ['import', pdf, '--out', join(folder, 'warned')];
    const told = await platen([...args, '--json']);
    expect(told.lines).toMatchObject([{ page: 1, warnings: ['font-replaced'] }]);
    expect(told.stderr).toContain(`${pdf} page 1: font-replaced`);
    const none = await platen(['import', cover, '--out', join(folder, 'warned'), '--json']);
    expect(none.lines).toMatchObject([{ page: 1, warnings: [] }]);
  });

  it('CLI-3 clean gives what it found and where the page went', async () => {
    const { status, lines } = await platen(['clean', cover, '--out', join(folder, 'clean'), '--json']);
    expect(status).toBe(0);
    expect(Object.keys(lines[0] ?? {})).toEqual(
      expect.arrayContaining([
        'file',
        'page',
        'width',
        'height',
        'skewDeg',
        'orientationDeg',
        'crop',
        'blank',
        'sharpness',
        'colour',
        'out',
        'ms',
      ]),
    );
    expect(Object.keys(lines[0]?.ms ?? {})).toEqual(['decode', 'analyse', 'render', 'encode', 'total']);
    expect(lines[0]).toMatchObject({ blank: { isBlank: false }, orientationDeg: 0 });
    expect(existsSync(String(lines[0]?.out))).toBe(true);
  });

  it('CLEAN-35 clean and read follow a preset, or the cleanup of a profile, and tell what they removed', async () => {
    const out = ['--out', join(folder, 'presets'), '--json'];
    const print = await platen(['clean', cover, '--cleanup', 'print', ...out]);
    expect(print.lines[0]).toMatchObject({
      output: 'bitonal',
      dpi: 200,
      dpiBy: 'file',
      clipped: [],
      overlap: 0,
    });
    expect(print.lines[0]?.out).toMatch(/\.png$/);
    expect(Object.keys(print.lines[0]?.confidence ?? {})).toContain('skewDeg');
    const raw = await platen(['clean', cover, '--cleanup', 'raw', ...out]);
    expect(raw.lines[0]).toMatchObject({
      skewDeg: 0,
      orientationDeg: 0,
      crop: null,
      output: 'colour',
      removed: { shade: 'none', bleed: false, borders: false, holes: false, specks: 'keep' },
    });
    expect((await platen(['read', cover, '--cleanup', 'archive', '--json'])).lines[0]).toMatchObject({
      billNumber: 'CL-2026-000777',
    });
    expect((await platen(['read', cover, '--cleanup', 'nonsense'])).status).toBe(2);
    const unknown = ['clean', cover, '--profile', 'none', '--data', join(folder, 'no-profiles'), ...out];
    expect(await platen(unknown)).toMatchObject({
      status: 1,
      lines: [{ error: { type: 'ProfileNotFound' } }],
    });
  });

  it('CLI-4 read gives codes, kind, bill number and the invoice', async () => {
    const { status, lines } = await platen(['read', cover, bill, '--json']);
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ kind: 'cover', billNumber: 'CL-2026-000777', invoice: null });
    expect(lines[1]).toMatchObject({
      kind: 'invoice',
      billNumber: null,
      invoice: {
        type: 'digital-special',
        number: '26317000000000000042',
        amountMinor: 113000,
        amountBasis: 'gross',
        source: 'qr',
      },
    });
  });

  it('CLI-5 capture takes files through the whole station; batch, queue and sync go on from there', async () => {
    const data = join(folder, 'data');
    const captured = await platen(['capture', cover, bill, broken, '--data', data, '--json']);
    expect(captured.status).toBe(1);
    expect(captured.lines.map((line) => line.type ?? line.error)).toEqual([
      'page',
      'page',
      expect.objectContaining({ type: 'FileUnsupported' }),
      'bill',
      'batch',
    ]);
    expect(captured.lines.at(-2)).toMatchObject({
      number: 'CL-2026-000777',
      covers: 1,
      invoices: 1,
      attachments: 0,
    });

    expect((await platen(['batch', 'list', '--data', data, '--json'])).lines).toMatchObject([
      { bills: 1, openBills: 1, pages: 2 },
    ]);
    const submitted = await platen(['batch', 'submit', '--data', data, '--json']);
    expect(submitted).toMatchObject({ status: 0, lines: [{ type: 'submitted', number: 'CL-2026-000777' }] });
    const synced = await platen(['sync', '--data', data, '--json']);
    expect(synced).toMatchObject({
      status: 0,
      lines: [{ number: 'CL-2026-000777', stage: 'accepted', revision: 1 }],
    });
    expect((await platen(['queue', '--data', data, '--json'])).lines).toMatchObject([{ stage: 'accepted' }]);
  });

  it('AUDIT-8 audit says whether the trail is as it was written, and what a submission told of it', async () => {
    const data = join(folder, 'audited');
    await platen(['capture', cover, bill, '--data', data, '--json']);
    await platen(['batch', 'submit', '--data', data, '--json']);
    const whole = await platen(['audit', '--data', data, '--json']);
    expect(whole).toMatchObject({ status: 0, lines: [{ head: { hash: expect.any(String) } }] });
    const db = new Database(join(data, 'station.sqlite'));
    const told = db
      .prepare(
        `SELECT manifest ->> '$.audit.entry' AS entry, manifest ->> '$.audit.hash' AS hash FROM outbox`,
      )
      .get() as { entry: number; hash: string };
    const chained = db.prepare('SELECT hash FROM audit_chain WHERE audit_id = ?').pluck().get(told.entry);
    expect(told.hash).toBe(chained);
    db.exec('DROP TRIGGER audit_keeps');
    db.prepare('UPDATE audit SET at = at + 1 WHERE id = ?').run(told.entry);
    db.close();
    const broken = await platen(['audit', '--data', data, '--json']);
    expect(broken).toMatchObject({
      status: 1,
      lines: [{}, { error: { type: 'AuditBroken', entry: told.entry, why: 'changed' } }],
    });
    const missing = await platen(['audit', '--data', join(folder, 'nowhere'), '--json']);
    expect(missing).toMatchObject({ status: 1, lines: [{ error: { type: 'StoreFailed' } }] });
  });

  it('CLI-6 devices names the virtual scanner with what it can do; scan takes its sheets untouched', async () => {
    const { status, lines } = await platen(['devices', '--json']);
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({
      driver: 'virtual',
      capabilities: { sources: ['feeder', 'platen'], sides: ['simplex', 'duplex'] },
    });
    const out = join(folder, 'scan');
    const scanned = await platen([
      'scan',
      '--device',
      String(lines[0]?.id),
      '--out',
      out,
      '--dpi',
      '75',
      '--sides',
      'simplex',
      '--json',
    ]);
    expect(scanned.status).toBe(0);
    expect(scanned.lines.at(-1)).toMatchObject({ type: 'end', sides: 60, sheets: 60 });
    expect(scanned.lines.filter((line) => line.type === 'page')).toHaveLength(60);
  });

  it('CLI-7 doctor says what is there and what to do about the rest', async () => {
    const { status, lines } = await platen(['doctor', '--data', join(folder, 'doctor'), '--json']);
    expect(status).toBe(0);
    const checks = new Map(lines.map((line) => [line.check, line]));
    expect(checks.get('node')).toMatchObject({ verdict: 'fine' });
    expect(checks.get('match service')).toMatchObject({ verdict: 'fine' });
    expect(checks.get('scanners')).toMatchObject({ verdict: 'fine' });
    expect(checks.get('SANE')).toMatchObject({ verdict: 'fine', detail: 'turned off by PLATEN_SANE' });
    for (const line of lines) if (line.verdict !== 'fine') expect(line.advice).not.toBe('');
  });

  it('CLI-10 scan takes a stored profile, tells notes, names files by what they are, and checks a hand count', async () => {
    const { paper, env, device } = await openScanner();
    const data = join(folder, 'profiles');
    await storeProfile(data);
    const args = ['scan', '--device', device, '--json', '--data', data, '--profile', ' COARSE '];
    const counted = await platen([...args, '--out', join(folder, 'p1'), '--count', '2'], env);
    expect(counted.status, counted.stderr).toBe(0);
    expect(counted.lines.filter((line) => line.type === 'page')).toMatchObject([
      { sheet: 1, side: 'front', dpi: 75, mime: 'image/jpeg', info: { patch: null } },
      { sheet: 2, side: 'front', dpi: 75 },
    ]);
    for (const { type, out } of counted.lines) if (type === 'page') expect(String(out)).toMatch(/\.jpg$/);
    expect(counted.lines).toContainEqual({
      type: 'note',
      note: { type: 'SettingNotApplied', setting: 'imprint', wanted: 'A-1' },
    });
    expect(counted.lines.at(-1)).toMatchObject({ type: 'end', sides: 2, sheets: 2 });

    await paper.control({ load: true });
    const differs = await platen([...args, '--out', join(folder, 'p2'), '--count', '3'], env);
    expect(differs.status).toBe(1);
    expect(differs.lines.at(-1)).toEqual({
      type: 'count',
      error: { type: 'CountDiffers', counted: 3, fed: 2 },
    });

    const out = ['--out', join(folder, 'p3'), '--json'];
    const unknown = await platen(
      ['scan', '--device', device, '--data', data, '--profile', 'none', ...out],
      env,
    );
    expect(unknown).toMatchObject({ status: 1, lines: [{ error: { type: 'ProfileNotFound' } }] });
    const coarse = await platen(['scan', '--device', device, '--dpi', '75', ...out], {
      ...env,
      PLATEN_REFUSE_BELOW_DPI: '150',
    });
    expect(coarse).toMatchObject({
      status: 1,
      lines: [{ error: { type: 'ResolutionRefused', leastDpi: 150 } }],
    });
  });

  it('CLI-11 capture takes a stored profile and ends with 1 and an error object when the hand count differs', async () => {
    const { paper, env, device } = await openScanner();
    const data = join(folder, 'counted');
    await storeProfile(data);
    const args = ['capture', '--device', device, '--data', data, '--profile', 'Coarse', '--json'];
    const right = await platen([...args, '--count', '2'], env);
    expect(right.status, right.stderr).toBe(0);
    expect(right.lines).toContainEqual({
      type: 'note',
      note: { type: 'SettingNotApplied', setting: 'imprint', wanted: 'A-1' },
    });
    await paper.control({ load: true });
    const wrong = await platen([...args, '--count', '4'], env);
    expect(wrong.status).toBe(1);
    expect(wrong.lines).toContainEqual({
      type: 'count',
      error: { type: 'CountDiffers', counted: 4, fed: 2 },
    });
    expect(wrong.lines.at(-1)).toMatchObject({ type: 'batch', pages: 2 });
    const unknown = await platen(
      ['capture', '--device', device, '--data', data, '--profile', 'x', '--json'],
      env,
    );
    expect(unknown).toMatchObject({ status: 1, lines: [{ error: { type: 'ProfileNotFound' } }] });
  });

  it('CLI-8 the demo brings 12 bills, loses no page, and every expected invoice is matched or named', async () => {
    // An ERP that is set up, and could not be used, is no concern of the demo.
    const env = { PLATEN_ERP: '/nonexistent/erp.json' };
    const { status, lines, stderr } = await platen(['demo', '--dpi', '200', '--json'], env);
    const said = `${JSON.stringify(lines.at(-1))} ${stderr.replaceAll('\n', ' ').slice(-400)}`;
    expect(status, said).toBe(0);
    expect(lines.at(-1), said).toMatchObject({
      type: 'demo',
      bills: 12,
      sheetsFed: 60,
      pages: 120,
      pagesLost: 0,
      verdicts: { matched: 25, missing: 1, extra: 1, mismatch: 1 },
    });
    const bills = lines.filter((line) => line.type === 'bill');
    expect(bills.map((line) => line.number)).toEqual(
      Array.from({ length: 12 }, (_, n) => `CL-2026-000${101 + n}`),
    );
  });
});
