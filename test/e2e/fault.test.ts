import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Controls } from '../../src/capture/virtual/controls.ts';
import type { Language } from '../../src/i18n/text.ts';
import { deskOf } from './desk.ts';
import { drawing } from './files.ts';
import { openRig, type Rig } from './rig.ts';
import { listeningChild } from './side-process.ts';

let rig: Rig;
let paper: string;
beforeAll(async () => {
  rig = await openRig();
  paper = await mkdtemp(join(tmpdir(), 'platen-paper-'));
  for (let side = 0; side < sides; side += 1) {
    const ink = `#${(0x101010 + side * 0x0b1703).toString(16)}`;
    await writeFile(join(paper, `${String(side).padStart(2, '0')}.jpg`), await drawing(ink, 'jpeg'));
  }
});
afterAll(async () => {
  await rig.close();
  await rm(paper, { recursive: true, force: true });
});

const sides = 12;
const languages: readonly Language[] = ['zh-CN', 'en-US'];

it.each(languages)('E2E-3 after a jam every sheet is there once (%s)', async (language) => {
  const scanner = await listeningChild('virtual-scanner', ['--folder', paper, '--pace', '60']);
  const control = async (controls: Controls) => {
    const answer = await fetch(new URL('/_ctl', scanner.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(controls),
    });
    expect(answer.status).toBe(204);
  };
  const window = await rig.openWindow({
    language,
    environment: { PLATEN_ESCL: scanner.url, PLATEN_VIRTUAL_SCANNER: 'off' },
  });
  const { page, text, press, picture } = deskOf(window);

  await control({ fault: { at: 6, type: 'jam', http: 503 } });
  await page.keyboard.press('F2');
  const fault = page.getByRole('alertdialog', {
    name: text('scan.fault.title', { what: text('error.PaperJam.what') }),
  });
  await fault.waitFor({ timeout: 30_000 });
  await fault.getByText(text('error.PaperJam.do')).waitFor();
  await fault.getByText(text('scan.fault.safe', { sheets: 3, sides: 6 })).waitFor();
  await fault.getByText(text('fault.sheets.jammed', { next: 4 })).waitFor();
  await window.shot('fault');

  await control({ clear: true });
  await page.keyboard.press('F2');
  await fault.waitFor({ state: 'hidden' });
  const whole = page.getByText(text('tree.pages.summary', { bills: 1, pages: sides }), { exact: true });
  await whole.waitFor({ timeout: 30_000 });
  await page.getByText(text('status.counts', { sheets: 6, sides, blank: 0 }), { exact: true }).waitFor();
  await page.getByRole('status', { name: text('scan.progress.title') }).waitFor({ state: 'hidden' });

  await press('Home');
  const seen = new Set<string>();
  for (let at = 1; at <= sides; at += 1) {
    await page.getByText(text('viewer.position', { position: at, count: sides }), { exact: true }).waitFor();
    await expect.poll(() => picture().getAttribute('data-picture')).not.toBeNull();
    const source = await picture().getAttribute('data-picture');
    const version = new URL(source ?? '', page.url()).searchParams.get('v');
    seen.add(version ?? 'none');
    if (at < sides) await page.keyboard.press('PageDown');
  }
  expect(seen.size, 'twelve different pictures').toBe(sides);
  await window.close();
  await scanner.stop();
});
