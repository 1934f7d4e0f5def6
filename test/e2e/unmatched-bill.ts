import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import type { Language } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import type { Rig, Window } from './rig.ts';
import { type ListeningChild, listeningChild } from './side-process.ts';

/* The first sample bill at a service that expects one of its invoices under another number: a person has to look. */

export const number = 'CL-2026-000101';
export const otherNumber = '87272768';
export const token = 'e2e-token';

/** What the ERP expects of it. */
export async function expectedOtherwise(): Promise<readonly ExpectedInvoice[]> {
  const sample: readonly ExpectedInvoice[] = JSON.parse(
    await readFile(new URL('../../assets/sample/expected.json', import.meta.url), 'utf8'),
  );
  return sample
    .filter(({ billNumber }) => billNumber === number)
    .map((invoice, at) => (at === 0 ? { ...invoice, number: otherNumber } : invoice));
}

/** The service, with a folder of its own below this one. */
export async function serviceThatExpectsIt(
  folder: string,
  args: readonly string[] = [],
): Promise<ListeningChild> {
  const own = await mkdtemp(join(folder, 'service-'));
  const expected = join(own, 'expected.json');
  await writeFile(expected, JSON.stringify(await expectedOtherwise()));
  return listeningChild('match-service', [
    ...['--folder', own, '--token', token, '--expected', expected, ...args],
  ]);
}

/** A window of a station of its own at this service. */
export async function deskAt(
  rig: Rig,
  service: ListeningChild,
  language: Language,
): Promise<Desk & { readonly window: Window }> {
  const window = await rig.openWindow({
    language,
    environment: {
      PLATEN_SERVICE_URL: service.url,
      PLATEN_SERVICE_TOKEN: token,
      PLATEN_VIRTUAL_SCANNER: 'off',
    },
  });
  return { window, ...deskOf(window) };
}

export async function captureAndSubmit(desk: Desk): Promise<void> {
  const { page, text, bill } = desk;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await firstSampleBill())]);
  await bill(number).waitFor({ timeout: 60_000 });
  // Every page is read: what is left is the difference from what the ERP expects.
  await expect
    .poll(() => bill(number).first().getAttribute('aria-label'), { timeout: 60_000 })
    .toContain(text('need.missing', { count: 1 }));
  await submit(desk);
}

export async function submit({ page, dialog }: Desk): Promise<void> {
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
}
