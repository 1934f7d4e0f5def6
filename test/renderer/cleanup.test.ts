import { afterEach, describe, expect, it } from 'vitest';
import { recipeValues } from '../../src/domain/reading.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { languages, textOf } from '../../src/i18n/text.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { needOf } from '../../src/renderer/actions/bill-need.ts';
import * as cleanup from '../../src/renderer/actions/cleanup-actions.ts';
import { undo } from '../../src/renderer/actions/edit-actions.ts';
import { goToPage, goToRow, neighbourPage } from '../../src/renderer/actions/navigation.ts';
import { remove } from '../../src/renderer/actions/page-actions.ts';
import { clearTicks } from '../../src/renderer/actions/tick-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { planFromPage } from '../../src/renderer/features/details/plan-from-page.ts';
import { choicesOf, chosenOf, didWords } from '../../src/renderer/features/details/stage-choices.ts';
import { presetOf } from '../../src/renderer/features/profiles/preset-of.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { marksOf } from '../../src/renderer/station/page-marks.ts';
import { type OpenCase, openCase } from './case.ts';
import { cleanupSides } from './fixture-case.ts';
import { recipeOf } from './fixture-pages.ts';

let open: OpenCase;
afterEach(() => open?.close());

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await open.settle();
}

/** The documents of the stack in the order they were fed: cover, invoice, then attachments. */
function documentRows() {
  return open.context().rows.flatMap((row) => (row.type === 'document' ? [row] : []));
}

function stand(at: number) {
  const row = documentRows()[at];
  const page = row?.view.pages[0];
  if (!row || !page) throw new Error(`no document ${at}`);
  goToRow(open.context(), row.key);
  return page;
}

function pageAt(at: number) {
  const page = documentRows()[at]?.view.pages[0];
  if (!page) throw new Error(`no document ${at}`);
  return page;
}

const reasons = (at: number) => {
  const tree = open.context().batch?.tree;
  return tree ? marksOf(tree, pageAt(at)).map((mark) => mark.reason) : [];
};

describe('quality', () => {
  it('CLEANUI-8 pages are marked with what fails first, then with what is worth a look', async () => {
    open = await openCase(cleanupSides);
    expect([0, 1].flatMap(reasons)).toEqual([]);
    expect(reasons(2)).toEqual(['Blurred']);
    expect(reasons(3)).toEqual(['SkewLeft', 'Clipped']);
    expect(reasons(4)).toEqual(['DoubleFeed']);
    expect(reasons(5)).toEqual(['TurnUnsure', 'SkewUnsure']);
    expect(reasons(6)).toEqual(['Parked']);
  });

  it('CLEANUI-9 accepting names the operator, frees the bill and can be undone', async () => {
    open = await openCase(cleanupSides);
    const needs = () => {
      const { batch, index } = open.context();
      const view = index.bills[0];
      return batch && view ? needOf(batch, view).key : null;
    };
    expect(needs()).toBe('need.PageParked');
    stand(6);
    await perform(remove);
    expect(needs()).toBe('need.QualityUnaccepted');
    stand(1);
    expect(cleanup.acceptQuality.refusal(open.context())).toBe('refusal.nothingToAccept');
    const ids = documentRows().map((row) => row.key);
    open.workbench.ui.set({ ticked: new Set(ids) });
    await perform(cleanup.acceptQuality);
    expect(pageAt(2).accepted).toEqual({ by: '林晓', faults: ['Blurred'] });
    expect(pageAt(1).accepted).toBeNull();
    expect(reasons(3)).toEqual([]);
    expect(needs()).toBe('need.DoubleFeed');
    await perform(undo);
    expect(reasons(2)).toEqual(['Blurred']);
    expect(needs()).toBe('need.QualityUnaccepted');
  });

  it('CLEANUI-10 only what needs a look is shown when asked, and pages are stepped through within it', async () => {
    open = await openCase(cleanupSides);
    await perform(cleanup.onlyAttention);
    const { batch } = open.context();
    const wanted = new Set(batch ? attentionOf(batch).map((one) => one.documentId) : []);
    expect(new Set(documentRows().map((row) => row.key))).toEqual(wanted);
    expect(documentRows()).toHaveLength(5);
    stand(0);
    const next = neighbourPage(open.context(), 1);
    expect(next).toBe(pageAt(1).id);
    expect(neighbourPage(open.context(), -1)).toBeNull();
    const cover = open.context().pageOrder[0];
    if (cover) goToPage(open.context(), cover);
    expect(open.context().ui.filter.size).toBe(0);
  });
});

describe('stages', () => {
  it('CLEANUI-11 a stage switched off goes back to the machine, for one page or all that are ticked', async () => {
    open = await openCase(cleanupSides);
    const page = stand(1);
    expect(cleanup.backToAutomatic.refusal(open.context())).toBe('refusal.allAutomatic');
    await cleanup.adjust(open.context(), [page, pageAt(0)], { tone: 'none' }, []);
    await open.settle();
    for (const at of [0, 1]) expect(pageAt(at).recipe?.tone).toMatchObject({ value: 'none', by: 'manual' });
    open.workbench.ui.set({
      ticked: new Set([0, 1].map((at) => documentRows()[at]?.key ?? 'document:')) as never,
    });
    await perform(cleanup.backToAutomatic);
    for (const at of [0, 1]) expect(pageAt(at).recipe?.tone.by).toBe('auto');
  });

  it('CLEANUI-12 every stage can be left to the machine or chosen, and says in both languages what it did', () => {
    for (const language of languages) {
      const text = textOf(language);
      for (const value of recipeValues) {
        const choices = choicesOf(value, text);
        expect(choices[0]?.set).toBeNull();
        expect(choices.length).toBeGreaterThan(2);
        const recipe = recipeOf({ kind: 'invoice' });
        expect(chosenOf(value, recipe)).toBe('auto');
        const page = { original: { width: 2480, height: 3508 }, dpi: 300 };
        expect(didWords(value, recipe, page, text)).not.toBe('');
        for (const choice of choices.slice(1)) {
          if (choice.set === null || choice.set === 'draw') continue;
          const set = Object.values(choice.set)[0];
          const manual = { ...recipe, [value]: { value: set, by: 'manual', confidence: 1 } };
          expect(chosenOf(value, manual), `${value} ${choice.id}`).toBe(choice.id);
        }
      }
    }
  });

  it("CLEANUI-13 what was chosen for a page becomes its profile's way; what was drawn does not", () => {
    const recipe = recipeOf({ kind: 'invoice' });
    const manual = <T>(value: T) => ({ value, by: 'manual' as const, confidence: 1 });
    expect(planFromPage(cleanupPresets.standard, recipe)).toEqual(cleanupPresets.standard);
    const chosen = {
      ...recipe,
      skewDeg: manual(2.3),
      quarterTurn: manual(90 as const),
      crop: manual(null),
      tone: manual('even' as const),
      holes: manual('keep' as const),
      output: manual('gray' as const),
    };
    expect(planFromPage(cleanupPresets.standard, chosen)).toEqual({
      ...cleanupPresets.standard,
      crop: 'off',
      tone: 'even',
      holes: 'off',
      output: 'gray',
    });
  });

  it('CLEANUI-14 a profile says which way it cleans up; one stage set by itself makes it its own', () => {
    for (const preset of ['standard', 'print', 'archive', 'raw'] as const)
      expect(presetOf(cleanupPresets[preset])).toBe(preset);
    expect(presetOf({ ...cleanupPresets.archive, marginMm: 3 })).toBeNull();
  });
});

describe('again', () => {
  it('CLEANUI-15 a re-run shows how far it is and can be stopped', async () => {
    open = await openCase(cleanupSides);
    stand(1);
    expect(cleanup.cancelRerun.refusal(open.context())).toBe('refusal.noRerun');
    await perform(cleanup.rerunCleanup);
    expect(open.context().batch?.rerun).toEqual({ done: 0, total: 1 });
    await perform(cleanup.cancelRerun);
    expect(open.context().batch?.rerun).toBeNull();
    expect(open.context().ui.notices.at(-1)).toMatchObject({
      key: 'cleanup.cancelled',
      params: { count: 1 },
    });
  });

  it('CLEANUI-16 pages cleaned by an older version are offered as a selection', async () => {
    const old = { ...recipeOf({ kind: 'attachment' }).versions, tone: 1 };
    open = await openCase([...cleanupSides, { kind: 'attachment', recipe: { versions: old } }]);
    await perform(cleanup.tickOutdated);
    expect([...open.context().ui.ticked]).toEqual([documentRows().at(-1)?.key]);
  });

  it('CLEANUI-17 adjusting ends with Escape, and nothing was changed', async () => {
    open = await openCase(cleanupSides);
    const page = stand(1);
    await perform(cleanup.adjustPage);
    expect(open.context().ui.adjusting).toBe(page.id);
    await perform(clearTicks);
    expect(open.context().ui.adjusting).toBeNull();
    expect(open.context().batch?.history.undo).toBeNull();
  });
});
