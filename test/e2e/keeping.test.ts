import { AxeBuilder } from '@axe-core/playwright';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { importBill } from '../station/keeping-rig.ts';
import { openTestStation } from '../station/test-station.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const words = {
  'zh-CN': {
    settings: '设置',
    part: '存储',
    days: '服务签收后 60 天',
    whole: '1 页损坏',
    cleared: /已于 .* 清理/,
  },
  'en-US': {
    settings: 'Settings',
    part: 'Storage',
    days: '60 days after the receipt',
    whole: '1 page damaged',
    cleared: /cleared here on/,
  },
} as const satisfies Record<Language, object>;

/** A bill of which the first page was cleared and the last is damaged: what the disk and the days did is put into the rows. */
async function fill(dataFolder: string): Promise<void> {
  const station = await openTestStation(dataFolder);
  await importBill(station);
  await station.close();
  const db = new Database(`${dataFolder}/station.sqlite`);
  db.prepare('UPDATE pages SET cleared_at = ? WHERE id = (SELECT min(id) FROM pages)').run(
    Date.UTC(2026, 9, 20),
  );
  db.exec(`UPDATE pages SET damaged = 'original' WHERE id = (SELECT max(id) FROM pages)`);
  db.close();
}

it.each(['zh-CN', 'en-US'] as const)(
  'KEEP-40 the settings in %s say what room is left, how long pictures stay and what is damaged; a cleared page says since when',
  async (language) => {
    const window = await rig.openWindow({ language, fill });
    const { page } = window;
    const said = words[language];
    await expect.poll(() => page.getByText(said.cleared).count(), { timeout: 60_000 }).toBeGreaterThan(0);
    await window.shot(`keeping-page-${language}`);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: said.part }).click();
    // Within the settings: the tree behind them says the same of the bill.
    const part = page.getByRole('dialog').getByRole('tabpanel');
    await part.getByText(said.whole).waitFor();
    await part.getByRole('combobox').click();
    await page.getByRole('option', { name: said.days }).click();
    await expect.poll(() => part.getByRole('combobox').textContent()).toBe(said.days);
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await window.shot(`keeping-settings-${language}`);
    await window.close();
  },
  120_000,
);
