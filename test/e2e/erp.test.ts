import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { coversOf, type ErpOffice, openErpOffice } from './erp-office.ts';
import { fillWithLongQueue, openQueue } from './long-queue.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());
let office: ErpOffice | null = null;
afterEach(async () => {
  await office?.close();
  office = null;
});

const numbers = ['CL-2026-000301', 'CL-2026-000302'];
const posted = { state: 'posted', reason: null } as const;
const answerMs = 40_000;

type Open = (desk: Desk, window: Window, office: ErpOffice) => Promise<void>;

/** A window over a station with both bills read and ready; closed when the play is over. */
async function play(
  submit: 'automatic' | 'manual',
  decide: Parameters<typeof openErpOffice>[2],
  act: Open,
): Promise<void> {
  office = await openErpOffice(numbers, submit, decide);
  const window = await rig.openWindow({ language: 'zh-CN', environment: office.environment });
  const desk = deskOf(window);
  const { page, text, tree } = desk;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await coversOf(numbers))]);
  for (const number of numbers) {
    const ready = text('tree.bill.aria', { number, need: text('need.ready') });
    await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
  }
  await act(desk, window, office);
  await window.close();
}

async function submitAll({ page, dialog }: Desk): Promise<void> {
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
}

it('QUEUE-50 outcome one: all matched, the scheme submits, and the results say it is in the ERP', async () => {
  await play(
    'automatic',
    () => posted,
    async (desk, window, { inErp }) => {
      const { dialog, text, tree, page } = desk;
      await submitAll(desk);
      const results = dialog('results.title');
      const outcome = results.getByText(
        text('results.outcome.automatic.do', { inErp: 2, refused: 0, underWay: 0 }),
      );
      await outcome.waitFor({ timeout: answerMs });
      expect(await results.getByText(text('standing.submitted'), { exact: true }).count()).toBe(2);
      expect(await results.getByRole('button', { name: text('erp.submit'), exact: true }).count()).toBe(0);
      await window.shot('results-automatic');
      expect(inErp()).toEqual(new Map(numbers.map((number) => [number, 1])));
      await page.keyboard.press('Escape');
      const inTree = text('tree.bill.aria', { number: numbers[0] ?? '', need: text('standing.submitted') });
      await tree.getByRole('treeitem', { name: inTree, exact: true }).waitFor();
    },
  );
});

it('QUEUE-51 outcome two: all matched, a person checks and submits to the ERP', async () => {
  await play(
    'manual',
    () => posted,
    async (desk, window, { inErp }) => {
      const { dialog, text } = desk;
      await submitAll(desk);
      const results = dialog('results.title');
      await results.getByText(text('results.outcome.manual', { bills: 2 })).waitFor({ timeout: answerMs });
      expect(inErp().size).toBe(0);
      await window.shot('results-manual');
      // One by itself, after a look at it; then all that are left.
      const first = results.getByRole('region', { name: numbers[0] ?? '', exact: true });
      await first.getByRole('button', { name: text('erp.submit'), exact: true }).click();
      await first.getByText(text('standing.submitted'), { exact: true }).waitFor({ timeout: answerMs });
      expect([...inErp().keys()]).toEqual([numbers[0]]);
      await results
        .getByRole('button', { name: text('erp.submit.count', { count: 1 }), exact: true })
        .click();
      await results
        .getByText(text('results.outcome.automatic.do', { inErp: 2, refused: 0, underWay: 0 }))
        .waitFor({ timeout: answerMs });
      expect(inErp()).toEqual(new Map(numbers.map((number) => [number, 1])));
    },
  );
});

it('QUEUE-52 a bill the ERP refuses shows its words, and is submitted again by keys alone', async () => {
  let isClosed = true;
  const decide = (number: string) =>
    isClosed && number === numbers[0] ? { state: 'rejected' as const, reason: '会计期间已关闭' } : posted;
  await play('automatic', decide, async (desk, window, { inErp }) => {
    const { dialog, page, text } = desk;
    await submitAll(desk);
    const results = dialog('results.title');
    await results
      .getByText(text('results.outcome.automatic.do', { inErp: 1, refused: 1, underWay: 0 }))
      .waitFor({ timeout: answerMs });
    await results.getByText(text('erp.reason', { reason: '会计期间已关闭' })).waitFor();
    await window.shot('results-refused');
    await page.keyboard.press('Escape');
    await page.getByText(text('queue.status.submitFailed', { count: 1 })).waitFor();
    await page.keyboard.press('F7');
    const queue = dialog('queue.title');
    const list = queue.getByRole('listbox');
    await list.getByRole('option').nth(1).waitFor();
    await page.keyboard.press('End');
    await queue.getByText(text('erp.reason', { reason: '会计期间已关闭' })).waitFor();
    await window.shot('queue-refused');
    isClosed = false;
    await page.keyboard.press('e');
    await list
      .getByRole('option', { name: new RegExp(`${numbers[0]}.*${text('standing.submitted')}`) })
      .waitFor({ timeout: answerMs });
    expect(inErp()).toEqual(
      new Map([
        [numbers[0], 2],
        [numbers[1], 1],
      ]),
    );
    await page.keyboard.press('Enter');
    await queue.waitFor({ state: 'hidden' });
    await expect.poll(() => desk.tree.evaluate((element) => element.matches(':focus'))).toBe(true);
  });
});

it('QUEUE-53 two bills submitted while the service is down go up to the ERP when it is back', async () => {
  await play(
    'automatic',
    () => posted,
    async (desk, window, { inErp, serviceDown, serviceUp }) => {
      const { dialog, page, text } = desk;
      await serviceDown();
      await submitAll(desk);
      await page.getByRole('button', { name: text('results.openQueue') }).click();
      const queue = dialog('queue.title');
      const waiting = new RegExp(text('standing.queued'));
      await queue.getByText(text('error.ServiceUnreachable.what')).waitFor({ timeout: answerMs });
      expect(await queue.getByRole('option', { name: waiting }).count()).toBe(2);
      await window.shot('queue-offline');
      await serviceUp();
      await queue.getByRole('button', { name: text('queue.retryAll') }).click();
      const inErpNow = queue.getByRole('option', { name: new RegExp(text('standing.submitted')) });
      await inErpNow.nth(1).waitFor({ timeout: answerMs });
      expect(inErp()).toEqual(new Map(numbers.map((number) => [number, 1])));
    },
  );
});

it('QUEUE-54 a queue of 10,000 bills opens, how fast is told, and is walked to its end', async () => {
  const window = await rig.openWindow({
    language: 'en-US',
    environment: { PLATEN_VIRTUAL_SCANNER: 'off' },
    fill: fillWithLongQueue,
  });
  const { page, text, dialog } = deskOf(window);
  const queue = dialog('queue.title');
  const times: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    times.push(await openQueue(page));
    if (time === 0) {
      await queue
        .getByText(text('queue.filter.count', { name: text('queue.filter.all'), count: 10_000 }))
        .waitFor();
      await window.shot('queue-10000');
    }
    await page.keyboard.press('Escape');
    await queue.waitFor({ state: 'hidden' });
  }
  process.stderr.write(`queue of 10,000 bills: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms\n`);
  await page.keyboard.press('F7');
  const list = queue.getByRole('listbox');
  await list.waitFor();
  const active = async () => {
    const id = await list.getAttribute('aria-activedescendant');
    return (await page.locator(`[id="${id}"]`).getAttribute('aria-label')) ?? '';
  };
  // Each End brings the next page in; a slow machine takes its time for each.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End');
        return active();
      },
      { interval: 100, timeout: 120_000 },
    )
    .toContain('CL-2026-000001');
  await window.close();
});
