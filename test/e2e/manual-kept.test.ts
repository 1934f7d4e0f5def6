import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { allRead, billSays, firstNumber, importBill, letters, ofKind, rowOf } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it('MAN-6 and MAN-7 the line of a bill counts what is there and signed against what is expected, and a row shows its page and what was read', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, bill, button, press } = desk;
  await importBill(desk, await letters('letter-1'));
  const line = () => bill(firstNumber).textContent();
  const says = async (invoices: number, signed: number) => {
    const count = text('tree.count.invoiceOf', { count: invoices, expected: 2 });
    await expect.poll(line, { timeout: 30_000 }).toContain(count);
    await expect.poll(line).toContain(text('tree.count.signed', { signed, expected: 2 }));
  };
  await says(2, 2);
  expect(await line()).toContain(text('tree.count.coverOf', { count: 1, expected: 1 }));

  // The page large in the middle, what was read of it at the right.
  await ofKind(desk, 'invoice').first().click();
  await expect.poll(async () => (await desk.pictureSize()).width).toBeGreaterThan(0);
  const first = await desk.picture().getAttribute('data-picture');
  await button('details.tab.reading').click();
  const facts = page.getByRole('tabpanel');
  await facts.getByText(text('details.invoice.number'), { exact: true }).waitFor();
  const tail = (await ofKind(desk, 'invoice').first().textContent())?.match(/…(\d{4})/)?.[1] ?? 'no number';
  await facts
    .getByText(new RegExp(`\\d{4,}${tail}$`))
    .first()
    .waitFor();
  await window.shot('manual-row');
  await rowOf(desk, 'letter-1.png').click();
  await expect.poll(() => desk.picture().getAttribute('data-picture')).not.toBe(first);

  // One invoice goes: both figures fall short, and stand out.
  await ofKind(desk, 'invoice').first().click();
  await page.keyboard.press('Delete');
  await says(1, 1);
  await expect.poll(() => bill(firstNumber).locator('[data-short=true]').count()).toBe(2);
  await window.shot('manual-short');
  await press('Control+z');
  await says(2, 2);
  await expect.poll(() => bill(firstNumber).locator('[data-short=true]').count()).toBe(0);
  await window.close();
});

it('MAN-8 a turned page stays turned: after a reload, once submitted, and from the result the work goes on', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree, button, dialog } = desk;
  await importBill(desk, []);
  await rowOf(desk, 'sheet-4.jpg').click();
  await lies(desk, 'upright');
  // The icon under the page, as the manual has it; and the key.
  await page
    .getByRole('toolbar', { name: text('viewer.label') })
    .getByRole('button', { name: text('action.rotateRight'), exact: true })
    .click();
  await lies(desk, 'lying');
  await page.reload();
  await tree.waitFor();
  await rowOf(desk, 'sheet-4.jpg').click();
  await lies(desk, 'lying');
  await page.keyboard.press('l');
  await lies(desk, 'upright');
  await page.keyboard.press('r');
  await lies(desk, 'lying');

  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  const results = dialog('results.title');
  await results.getByText(text('results.summary', { matched: 1, total: 1 })).waitFor({ timeout: 60_000 });
  await button('results.continue').click();
  await results.waitFor({ state: 'hidden' });
  await rowOf(desk, 'sheet-4.jpg').click();
  await lies(desk, 'lying');
  // Submitted: the key says that nothing can be changed.
  await page.keyboard.press('r');
  await page
    .getByRole('status')
    .filter({ hasText: text('refusal.submitted') })
    .waitFor();
  await lies(desk, 'lying');
  await page.keyboard.press('F6');
  await results.getByText(firstNumber).first().waitFor();
  await page.keyboard.press('Escape');
  await allRead(desk);
  await billSays(desk, 'attachment', 1);
  await window.close();
});

/** How the picture that came lies, whatever room it has. */
async function lies(desk: Desk, as: 'upright' | 'lying'): Promise<void> {
  const shape = async () => {
    const { width, height } = await desk.pictureSize();
    return width === 0 ? 'not there' : width > height ? 'lying' : 'upright';
  };
  await expect.poll(shape, { timeout: 30_000 }).toBe(as);
}
