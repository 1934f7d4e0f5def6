import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../src/i18n/text.ts';
import { deskOf } from './desk.ts';
import { keyboardOf } from './keyboard.ts';
import { misfits } from './misfits.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it.each(['zh-CN', 'en-US'] as const)(
  'KEYS-24 and KEYS-40 a key is changed, swapped, taken back and told everywhere, all by keys (%s)',
  async (language) => {
    const window = await rig.openWindow({ language, environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
    const desk = deskOf(window);
    const { page, text, dialog } = desk;
    const keys = await keyboardOf(desk);
    // Behind the dialog the empty window says which key scans.
    const asksFor = (key: string) =>
      page.getByText(textOf(language, { key_scan: key })('viewer.empty.title'), { exact: true });

    await keys.press('?');
    const help = dialog('help.title');
    await help.waitFor();
    // No column begins within a group: nothing would say what its keys are for.
    const columns = await help.locator('section').evaluateAll((groups) =>
      (
        groups as unknown as {
          querySelectorAll(of: string): { getBoundingClientRect(): { left: number } }[];
        }[]
      ).map(
        (group) =>
          new Set([...group.querySelectorAll('h3, dl > div')].map((one) => one.getBoundingClientRect().left))
            .size,
      ),
    );
    expect(columns).toEqual([1, 1, 1, 1, 1]);
    await window.shot('keys-help');
    await keys.tabTo(help.getByRole('button', { name: text('action.changeKeys') }));
    await keys.press('Enter');
    const changing = dialog('action.changeKeys');
    await changing.waitFor();
    await window.shot('keys-dialog');

    const line = (label: Parameters<typeof text>[0]) =>
      changing.getByRole('group', { name: text(label), exact: true });
    const change = (label: Parameters<typeof text>[0]) =>
      line(label).getByRole('button', { name: text('keys.changeOf', { name: text(label) }) });
    // The keyboard stands in the search; what is found is narrowed, and found again by the key itself.
    await keys.type('no such thing');
    await changing.getByText(text('palette.none.title')).waitFor();
    await window.shot('keys-dialog-none');
    await keys.press('Control+a', 'Delete');
    await keys.type('F2');
    await line('action.scan').waitFor();
    expect(await line('action.merge').count()).toBe(0);

    // A key of another is told, and given up by Esc without leaving the dialog.
    await keys.tabTo(change('action.scan'));
    await keys.press('Enter', 'm');
    await changing.getByText(text('keys.held', { key: 'M', name: text('action.merge') })).waitFor();
    await window.shot('keys-dialog-conflict');
    expect(await misfits(page)).toEqual([]);
    await keys.press('Escape');
    await changing.getByText(text('keys.held', { key: 'M', name: text('action.merge') })).waitFor({
      state: 'hidden',
    });
    await keys.tabTo(change('action.scan'));
    await keys.press('Enter', 'Control+w');
    await changing.getByText(text('keys.refused.browser', { key: 'Ctrl W' })).waitFor();
    await keys.press('F10');
    await asksFor('F10').waitFor();
    await window.shot('keys-dialog-changed');

    // All are given back, and that is taken back.
    await keys.tabTo(changing.getByRole('button', { name: text('keys.resetAll') }));
    await keys.press('Enter');
    await asksFor('F2').waitFor();
    await changing.getByText(text('keys.resetDone')).waitFor();
    await window.shot('keys-dialog-reset');
    await keys.tabTo(changing.getByRole('button', { name: text('action.undo'), exact: true }));
    await keys.press('Enter');
    await asksFor('F10').waitFor();
    // The keyboard did not go with the button: it is in the search, where what is typed finds the action again.
    await keys.press('Control+a');
    await keys.type('f10');
    const reset = line('action.scan').getByRole('button', {
      name: text('keys.resetOf', { name: text('action.scan') }),
    });
    await keys.tabTo(reset);
    await keys.press('Enter');
    await asksFor('F2').waitFor();
    await keys.press('Escape');
    await changing.waitFor({ state: 'hidden' });
    expect(await keys.mousePresses()).toBe(0);
    await window.close();
  },
);
