import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from './desk.ts';
import { billSays, documentNames, firstNumber, importBill, letters, ofKind, rowOf } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it('MAN-1 and MAN-2 several ticked documents become covers or attachments, one an invoice; of several no invoice is made, and it says so', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, press } = desk;
  await importBill(desk, await letters('letter-1', 'letter-2'));
  const before = await documentNames(desk);
  const kinds = page.getByRole('group', { name: text('app.toolbar.kind') });
  const kind = (name: 'cover' | 'invoice' | 'attachment') =>
    kinds.getByRole('button', { name: new RegExp(text(`kind.${name}`)) });
  const tickLetters = async () => {
    await rowOf(desk, 'letter-1.png').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText(text('tree.ticked', { count: 2 })).waitFor();
  };

  // Two at once as invoices: by key and by button nothing happens, and each says why.
  await tickLetters();
  await page.keyboard.press('i');
  await page
    .getByRole('status')
    .filter({ hasText: text('refusal.oneInvoiceOnly') })
    .waitFor();
  await window.shot('manual-one-invoice');
  expect(await documentNames(desk)).toEqual(before);
  expect(await kind('invoice').getAttribute('aria-disabled')).toBe('true');
  await kind('invoice').hover();
  await page
    .getByRole('tooltip')
    .filter({ hasText: text('refusal.oneInvoiceOnly') })
    .waitFor();
  await kind('invoice').click({ force: true });
  expect(await documentNames(desk)).toEqual(before);
  await page.mouse.move(700, 400);

  // As covers, by the button; as attachments again, by key; undone as one step each.
  await kind('cover').click();
  await billSays(desk, 'cover', 3);
  await billSays(desk, 'attachment', 1);
  await press('Control+z');
  await billSays(desk, 'attachment', 3);
  await ofKind(desk, 'invoice').first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('a');
  await billSays(desk, 'invoice', 0);
  await billSays(desk, 'attachment', 5);
  await press('Control+z');
  await billSays(desk, 'invoice', 2);
  expect(await documentNames(desk)).toEqual(before);

  // One attachment, then the cover, as an invoice.
  await rowOf(desk, 'letter-2.png').click();
  await kind('invoice').click();
  await billSays(desk, 'invoice', 3);
  await ofKind(desk, 'cover').first().click();
  await page.keyboard.press('i');
  await billSays(desk, 'invoice', 4);
  await billSays(desk, 'cover', 0);
  await press('Control+z');
  await press('Control+z');
  await expect.poll(() => documentNames(desk)).toEqual(before);
  await window.close();
});

it('MAN-3 a new bill begins at a document, takes a typed number, and joins the bill before it again', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree, press } = desk;
  await importBill(desk, await letters('letter-1', 'letter-2'));
  const bills = tree.getByRole('treeitem', { level: 1 });
  await rowOf(desk, 'letter-1.png').click();
  // Called by the word on it, which is the short one.
  await page
    .getByRole('toolbar', { name: text('app.toolbar.edit') })
    .getByRole('button', { name: text('action.newBill.short') })
    .click();
  await expect.poll(() => bills.count()).toBe(2);
  await bills.nth(1).click();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: text('tree.bill.numberLabel') }).fill('CL-2026-000777');
  await page.keyboard.press('Enter');
  await desk.bill('CL-2026-000777').waitFor();
  await desk.bill('CL-2026-000777').click();
  await page.keyboard.press('j');
  await expect.poll(() => bills.count()).toBe(1);
  await billSays(desk, 'attachment', 3);
  // The first bill has none before it: the key says so.
  await desk.bill(firstNumber).click();
  await page.keyboard.press('j');
  await page
    .getByRole('status')
    .filter({ hasText: text('refusal.firstBill') })
    .waitFor();
  for (const count of [2, 2, 1]) {
    await press('Control+z');
    await expect.poll(() => bills.count()).toBe(count);
  }
  await window.close();
});

it('MAN-4 a page marked blank is folded away and counted, and comes back when it is shown and marked again', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, press } = desk;
  await importBill(desk, await letters('letter-1', 'letter-2'));
  await rowOf(desk, 'letter-1.png').click();
  await page.keyboard.press('b');
  await billSays(desk, 'blank', 1);
  await billSays(desk, 'attachment', 2);
  await expect.poll(() => rowOf(desk, 'letter-1.png').count()).toBe(0);
  await press('h');
  await rowOf(desk, 'letter-1.png').click();
  await page.keyboard.press('Shift+B');
  await billSays(desk, 'attachment', 3);
  await press('h');
  await rowOf(desk, 'letter-1.png').waitFor();
  await window.close();
});
