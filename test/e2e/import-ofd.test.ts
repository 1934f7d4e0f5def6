import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { digitalInvoiceOfd, digitalNumber } from '../importing/ofd-invoice.ts';
import { deskOf } from './desk.ts';
import { allRead, ofKind } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

const languages: readonly Language[] = ['zh-CN', 'en-US'];

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it.each(languages)(
  'MAN-16 an OFD is imported: its page is in the tree, its fields and what differs from the file beside it (%s)',
  async (language) => {
    const window = await rig.openWindow({ language, environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
    const desk = deskOf(window);
    const { page, text } = desk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles([
      { name: '发票.ofd', mimeType: 'application/ofd', buffer: digitalInvoiceOfd() },
    ]);
    const invoice = ofKind(desk, 'invoice');
    await invoice.waitFor({ timeout: 60_000 });
    await allRead(desk);
    expect(await ofKind(desk, 'attachment').count()).toBe(1);
    expect(await invoice.textContent()).toContain('示例销售有限公司');
    await invoice.click();
    // Folded away in a window this narrow.
    await page
      .getByRole('toolbar', { name: text('app.pane.right') })
      .getByRole('button', { name: text('details.tab.reading') })
      .click();
    await page.getByText(digitalNumber).first().waitFor();
    await page.getByText('2025-03-18').first().waitFor();
    await page.getByText(text('file.note.font-replaced')).waitFor();
    await window.shot(`import-ofd-${language}`);
    await window.close();
  },
);
