import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { lineOf, uuid } from './listed-bills.ts';
import { activeName, press, show } from './render.tsx';

const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const grid = () => page.getByRole('grid');

describe('the lists over all bills', () => {
  it('LIST-12 is walked by arrows over all its pages, sorted by its headings, and opens the check with Enter', async () => {
    const shown = await show(null);
    shown.fixture.desk.lines = Array.from({ length: 250 }, (_, at) => lineOf(at + 1));
    shown.open({ type: 'bill-list', list: 'match' });
    await expect.element(dialog('采集匹配结果').getByText('共 250 单')).toBeVisible();
    await expect.element(grid()).toHaveFocus();
    expect(grid().element().getAttribute('aria-rowcount')).toBe('251');
    await press('ArrowDown', 'ArrowDown');
    expect(activeName(grid())).toContain('CL-2026-000003');
    await press('End');
    await expect.poll(() => shown.fixture.desk.asked.some(({ after }) => after === '100')).toBe(true);
    await press('End');
    await expect.poll(() => shown.fixture.desk.asked.some(({ after }) => after === '200')).toBe(true);
    await page.getByRole('columnheader', { name: '单据编号' }).getByRole('button').click();
    await expect
      .poll(() => shown.fixture.desk.asked.at(-1))
      .toMatchObject({
        sort: 'billNumber',
        order: 'asc',
        after: null,
      });
    expect(page.getByRole('columnheader', { name: '单据编号' }).element().getAttribute('aria-sort')).toBe(
      'ascending',
    );
    grid().element().focus();
    await press('Home', 'Enter');
    expect(shown.ui.get().panel).toEqual({ type: 'check', billId: `bill:${uuid(1)}`, from: 'match' });
  });

  it('LIST-12 is narrowed as one types, says when nothing fits, and when it is empty', async () => {
    const shown = await show(null, { language: 'en-US' });
    shown.open({ type: 'bill-list', list: 'sign-off' });
    await expect.element(dialog('Sign-off list').getByText('No bill has been delivered yet')).toBeVisible();
    await userEvent.keyboard('{Control>}f{/Control}');
    await page.getByRole('textbox', { name: 'Bill number' }).fill('0001');
    await expect.poll(() => shown.fixture.desk.asked.at(-1)?.filter.number).toBe('0001');
    await expect.element(page.getByText('No bill matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear conditions' }).click();
    await expect.poll(() => shown.fixture.desk.asked.at(-1)?.filter.number).toBe('');
  });

  it('LIST-13 takes days as they are written, by arrows, and says what is no day', async () => {
    const shown = await show(null, { language: 'en-US' });
    shown.fixture.desk.lines = [lineOf(1)];
    shown.open({ type: 'bill-list', list: 'match' });
    await expect.element(grid().getByText('CL-2026-000001')).toBeVisible();
    const from = page.getByRole('textbox', { name: 'Delivered from' });
    const asked = () => shown.fixture.desk.asked.at(-1)?.filter;
    const day = (text: string) => new Date(`${text}T00:00:00`).getTime();
    await from.fill('2026-11-23');
    await expect.poll(() => asked()?.from).toBe(day('2026-11-23'));
    await press('ArrowDown');
    await expect.element(from).toHaveValue('2026-11-22');
    await expect.poll(() => asked()?.from).toBe(day('2026-11-22'));
    await from.fill('2026/3/8');
    await press('Tab');
    await expect.element(from).toHaveValue('2026-03-08');
    await expect.poll(() => asked()?.from).toBe(day('2026-03-08'));

    await from.fill('2026-02-30');
    await expect.element(page.getByText('Write it as 2026-03-18')).toBeVisible();
    await expect.element(from).toBeInvalid();
    expect(asked()?.from).toBe(day('2026-03-08'));
    await from.fill('');
    await expect.poll(() => asked()?.from).toBe(null);
    const to = page.getByRole('textbox', { name: 'To', exact: true });
    await to.fill('20261123');
    await expect.element(to).toHaveValue('2026-11-23');
    // The whole day counts.
    await expect.poll(() => asked()?.to).toBe(day('2026-11-24'));
  });

  it('LIST-12 asks anew once the station is unlocked', async () => {
    const shown = await show(null);
    shown.fixture.desk.lines = [lineOf(1)];
    shown.open({ type: 'bill-list', list: 'match' });
    await expect.element(grid().getByText('CL-2026-000001')).toBeVisible();
    const operator = { id: uuid(5), name: '林晓', role: 'checker' as const, isActive: true };
    const say = (state: 'locked' | 'signedIn') =>
      shown.fixture.emit({ type: 'session.changed', session: { state, operator, name: '林晓' } });
    say('locked');
    await shown.settle();
    shown.fixture.desk.lines = [lineOf(2)];
    const asked = shown.fixture.desk.asked.length;
    say('signedIn');
    await expect.poll(() => shown.fixture.desk.asked.length).toBeGreaterThan(asked);
    await expect.element(grid().getByText('CL-2026-000002')).toBeVisible();
  });

  it('LIST-12 says that the service is away, and goes to no batch of another station', async () => {
    const shown = await show(null);
    shown.fixture.desk.from = 'station';
    shown.fixture.desk.lines = [lineOf(1, { stationId: 'station-2', state: 'returned', reason: '看不清' })];
    shown.open({ type: 'bill-list', list: 'sign-off' });
    await expect.element(page.getByText(/影像服务现在连不上/)).toBeVisible();
    await expect.element(grid().getByText('1,234.56')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '打开单据' })).toBeDisabled();
    await expect.element(grid()).toHaveFocus();
    // It can be checked, which needs the service: that says so.
    await press('Enter');
    await expect.element(dialog('人工核签').getByText(/连不上影像服务/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(shown.ui.get().panel).toEqual({ type: 'bill-list', list: 'sign-off' });
  });
});
