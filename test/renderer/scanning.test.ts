import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CommandName } from '../../src/contract/commands.ts';
import { type Fault, faultTypes } from '../../src/contract/errors.ts';
import { err } from '../../src/domain/result.ts';
import { languages, textOf } from '../../src/i18n/text.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { actionsNow, allActions, freeProfileKeys } from '../../src/renderer/actions/all-actions.ts';
import { insertScan, scan } from '../../src/renderer/actions/capture-actions.ts';
import { chooseProfile, profileFor } from '../../src/renderer/actions/chosen-profile.ts';
import { latestCapture } from '../../src/renderer/actions/context.ts';
import { countOf } from '../../src/renderer/actions/counting.ts';
import { answer, answerRefusal, answersTo, mainAnswer } from '../../src/renderer/actions/fault-answers.ts';
import { actionFor } from '../../src/renderer/actions/keys.ts';
import { goToAttention, goToRow } from '../../src/renderer/actions/navigation.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { sheetWords } from '../../src/renderer/features/scan/sheet-words.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import {
  capturesOfStack,
  sheetNumber,
  sheetsBeforeEach,
  stackEnd,
} from '../../src/renderer/station/stacks.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides, caseWaiting } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const profiles = () => open.context().now.settings?.profiles.profiles ?? [];
const lastOrder = () => open.fixture.orders.at(-1);
const livePages = () => [...open.fixture.tree().pages.values()].filter((page) => !page.isDeleted).length;

async function ready(sides = caseSides, waiting = caseWaiting): Promise<void> {
  open = await openCase(sides, [], waiting);
  await open.settle();
  open.workbench.ui.set({ device: { id: 'virtual', name: 'virtual', driver: 'virtual', detail: null } });
}

async function perform(action: Action): Promise<void> {
  runAction(open.workbench, action);
  await ended();
}

/** Until the latest capture does not run any more and the window has heard so. */
async function ended(): Promise<void> {
  await open.settle();
  await vi.waitFor(() => expect(latestCapture(open.context().batch)?.state).not.toBe('running'), 60_000);
  await open.settle();
}

async function stopped(type: Fault['type'], afterSides: number) {
  open.fixture.failNextScan(type, afterSides);
  await perform(scan);
  const job = latestCapture(open.context().batch);
  const { batch } = open.context();
  if (!job || !batch) throw new Error('a capture began');
  expect(job).toMatchObject({ state: 'fault', fault: { type } });
  return { job, end: stackEnd(batch, job) };
}

describe('profiles', () => {
  it('ACT-13 the key of a profile starts a scan with it at once, also while typing', async () => {
    await ready();
    const profile = profiles().find((one) => one.key === 'F5');
    if (!profile) throw new Error('a profile of the fixture has this key');
    const press = { key: 'F5', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    const action = actionFor(actionsNow(profiles()), press, true);
    if (!action) throw new Error('the key is somebody’s');
    await perform(action);
    expect(lastOrder()).toMatchObject({ deviceId: 'sane-1', profile: profile.settings, continues: null });
    // What F2 scans with is not changed by it.
    expect(profileFor(open.context(), 'stack').id).toBe(profiles()[0]?.id);
  });

  it('ACT-13 no profile can take a key that has other work', () => {
    expect(freeProfileKeys.length).toBeGreaterThan(4);
    const taken = allActions.flatMap((action) => action.keys);
    expect(freeProfileKeys.filter((key) => taken.includes(key))).toEqual([]);
  });

  it('ACT-14 Scan takes what was chosen by hand, then the default; inserting has a default of its own', async () => {
    await ready();
    const [first, second, third] = profiles();
    if (!first || !second || !third) throw new Error('the fixture has three profiles');
    expect(profileFor(open.context(), 'stack').id).toBe(first.id);
    chooseProfile(open.context(), second.id);
    expect(profileFor(open.context(), 'stack').id).toBe(second.id);
    expect(profileFor(open.context(), 'insert').id).toBe(second.id);
    await open.fixture.run('profiles.setDefault', { work: 'insert', profileId: third.id });
    await open.station.refreshSettings();
    expect(profileFor(open.context(), 'insert').id).toBe(third.id);
    const row = open.context().rows.find((one) => one.type === 'document');
    if (row?.type === 'document') goToRow(open.context(), row.key);
    await perform(insertScan);
    expect(lastOrder()).toMatchObject({ deviceId: 'twain-1', profile: { name: third.settings.name } });
  });
});

describe('after a fault', () => {
  it('ACT-15 a stack that stopped goes on as one stack, with its profile as it is set now', async () => {
    await ready();
    const { job } = await stopped('PaperJam', 4);
    const [first] = profiles();
    if (!first) throw new Error('the fixture has profiles');
    const settings = { ...first.settings, dpi: 200, options: {} };
    await open.fixture.run('profiles.save', { ...first, settings });
    await open.station.refreshSettings();
    await perform(scan);
    expect(lastOrder()).toMatchObject({ continues: job.id, refedSheets: 0, profile: { dpi: 200 } });
    const { batch } = open.context();
    expect(batch && countOf(batch, job.id)).toMatchObject({ first: job.id, fed: caseWaiting.length / 2 });
  });

  it('ACT-16 a front without its back goes to the bin, and its sheet in again', async () => {
    await ready();
    const before = livePages();
    const { job, end } = await stopped('CoverOpen', 3);
    expect(end).toMatchObject({ lastNumber: 1, next: 2, safe: { sheets: 1, sides: 2 } });
    expect(end.half).toMatchObject({ sheet: 2, side: 'front' });
    open.fixture.putIn(caseWaiting.slice(2, 3));
    await perform(scan);
    expect(lastOrder()).toMatchObject({ continues: job.id, refedSheets: 1 });
    expect(end.half && open.fixture.tree().pages.get(end.half.id)?.isDeleted).toBe(true);
    expect(livePages()).toBe(before + caseWaiting.length);
  });

  it('ACT-16 where the scan is refused the front comes back', async () => {
    await ready();
    const { job, end } = await stopped('CoverOpen', 3);
    const { client } = open.station;
    const run = client.run.bind(client);
    vi.spyOn(client, 'run').mockImplementation((async (name: CommandName, input: never) =>
      name === 'scan.start'
        ? err({ type: 'DiskFull', freeBytes: 1, neededBytes: 2 })
        : run(name, input)) as typeof client.run);
    await answer(open.context(), job, 'resume');
    await open.settle();
    expect(end.half && open.fixture.tree().pages.get(end.half.id)?.isDeleted).toBe(false);
    expect(open.workbench.ui.get().notices.at(-1)).toMatchObject({ error: { type: 'DiskFull' } });
    vi.restoreAllMocks();
  });

  it('OPER-34 trusting a scanner again needs the role the station asks for, also by its digit', async () => {
    await ready();
    const { job } = await stopped('CertificateChanged', 0);
    const operator = { id: 'o', name: '林晓', role: 'operator', isActive: true } as const;
    const session = { state: 'signedIn', operator, name: operator.name } as const;
    open.fixture.emit({ type: 'session.changed', session });
    await open.settle();
    expect(answerRefusal(open.context(), 'trust')).toBe('refusal.needs.admin');
    expect(answerRefusal(open.context(), 'resume')).toBeNull();
    const asked = vi.spyOn(open.station.client, 'run');
    await answer(open.context(), job, 'trust');
    expect(asked).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('ACT-17 a double feed offers to keep, to scan again and to stop; Scan takes the one that loses nothing', async () => {
    await ready();
    const { job, end } = await stopped('DoubleFeed', 4);
    expect(answersTo(job, end)).toEqual(['keep', 'rescan', 'stop']);
    expect(mainAnswer(answersTo(job, end))).toBe('rescan');
    expect(end.lastSheet.map((page) => page.side)).toEqual(['front', 'back']);
    await answer(open.context(), job, 'rescan');
    await ended();
    expect(lastOrder()).toMatchObject({ continues: job.id, refedSheets: 1 });
    for (const { id } of end.lastSheet) expect(open.fixture.tree().pages.get(id)?.isDeleted).toBe(true);
  });

  it('ACT-17 keeping deletes nothing; stopping scans nothing', async () => {
    await ready();
    const first = await stopped('DoubleFeed', 2);
    await answer(open.context(), first.job, 'keep');
    await ended();
    expect(lastOrder()).toMatchObject({ continues: first.job.id, refedSheets: 0 });
    expect(open.context().index.deleted).toEqual([]);
    open.fixture.putIn(caseWaiting);
    const second = await stopped('DoubleFeed', 2);
    const orders = open.fixture.orders.length;
    await answer(open.context(), second.job, 'stop');
    expect(open.fixture.orders.length).toBe(orders);
    expect(open.workbench.ui.get().dismissedCaptures).toContain(second.job.id);
  });

  it('ACT-18 a changed certificate is trusted only when the operator says so', async () => {
    await ready();
    const { job, end } = await stopped('CertificateChanged', 0);
    expect(answersTo(job, end)).toEqual(['resume', 'trust', 'stop']);
    const asked = vi.spyOn(open.station.client, 'run');
    open.fixture.failNextScan('CertificateChanged', 0);
    await perform(scan);
    expect(asked.mock.calls.map(([name]) => name)).not.toContain('scanners.trustAgain');
    const again = latestCapture(open.context().batch);
    if (!again) throw new Error('a capture began');
    await answer(open.context(), again, 'trust');
    expect(asked.mock.calls.map(([name]) => name).slice(-2)).toEqual(['scanners.trustAgain', 'scan.start']);
    vi.restoreAllMocks();
  });

  it('UI-17 sheets are told by their number in the whole stack, over every capture of it', async () => {
    await ready();
    await stopped('PaperJam', 5);
    open.fixture.putIn(caseWaiting.slice(4, 5));
    open.fixture.failNextScan('PaperJam', 1);
    await perform(scan);
    const { batch } = open.context();
    const job = latestCapture(batch);
    // Sheet 3 was half, came again, and stopped half once more: the last whole one is sheet 2 of the first capture.
    const end = batch && job && stackEnd(batch, job);
    expect(end).toMatchObject({ lastNumber: 2, next: 3, safe: { sheets: 2, sides: 4 } });
    expect(end?.lastSheet).toHaveLength(2);
    expect(end?.lastSheet[0]?.captureJobId).not.toBe(job?.id);
  });

  it('UI-17 the sheets after a jam go on where those before it ended', async () => {
    await ready();
    await stopped('PaperJam', 5);
    open.fixture.putIn(caseWaiting.slice(4));
    await perform(scan);
    const { batch } = open.context();
    const last = latestCapture(batch);
    const stack = batch && last ? capturesOfStack(batch.captureJobs, last.id).map((one) => one.id) : [];
    expect(stack).toHaveLength(2);
    const before = sheetsBeforeEach(batch);
    const numbers = [...(batch?.tree.pages.values() ?? [])]
      .filter((page) => stack.includes(page.captureJobId))
      .toSorted((a, b) => a.feed - b.feed)
      .map((page) => sheetNumber(before, page));
    expect(last?.refedSheets).toBe(1);
    expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    // Until one of them is another the answer is the same object, or every row would be drawn with every page.
    expect(sheetsBeforeEach(batch && { ...batch, captureJobs: new Map(batch.captureJobs) })).toBe(before);
  });

  it('UI-17 one place says which sheet a page came from', () => {
    const root = join(import.meta.dirname, '../../src/renderer');
    const naming = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => /pageOfSheet|(page|first)\??\.sheet\b/.test(readFileSync(join(root, name), 'utf8')));
    expect(naming.toSorted()).toEqual(['actions/page-origin.ts', 'station/stacks.ts']);
  });

  it('UI-18 every fault says what to do with the sheets, for none and for some that are through', () => {
    for (const type of faultTypes) {
      for (const language of languages) {
        for (const next of [1, 4]) {
          const words = textOf(language)(sheetWords[type], { next });
          expect(words.trim(), `${language} ${type}`).not.toBe('');
          expect(words, `${language} ${type}`).not.toMatch(/[{}]/);
        }
        expect(textOf(language)(sheetWords[type], { next: 4 }), `${language} ${type}`).toContain('4');
      }
    }
  });
});

describe('counting by hand', () => {
  it('ACT-19 the count goes with the next stack only, and missing sheets go on with it', async () => {
    await ready();
    open.workbench.ui.set({ countedSheets: 6 });
    await perform(scan);
    expect(lastOrder()).toMatchObject({ countedSheets: 6, continues: null });
    expect(open.workbench.ui.get().countedSheets).toBeNull();
    const job = latestCapture(open.context().batch);
    const { batch } = open.context();
    if (!job || !batch) throw new Error('a capture began');
    expect(countOf(batch, job.id)).toMatchObject({ state: 'differs', counted: 6, fed: 4 });
    open.workbench.ui.set({ countOf: job.id });
    open.fixture.putIn(caseWaiting.slice(4));
    await perform(scan);
    expect(lastOrder()).toMatchObject({ countedSheets: null, continues: job.id });
    const after = open.context().batch;
    expect(after && countOf(after, job.id)).toMatchObject({ state: 'agrees', fed: 6 });
  });

  it('UI-19 a count that differs stands at the bills of the stack and leads to its reconciliation', async () => {
    await ready();
    open.workbench.ui.set({ countedSheets: 5 });
    await perform(scan);
    const { batch } = open.context();
    const found = batch && attentionOf(batch).find((one) => one.reason === 'CountDiffers');
    if (!found) throw new Error('the count is a problem of the bill');
    goToAttention(open.context(), found);
    expect(open.workbench.ui.get().countOf).toBe(latestCapture(batch)?.id);
  });
});
