import { describe, expect, it } from 'vitest';
import type { CaptureJob } from '../../../src/contract/queries.ts';
import { defaultScanProfile } from '../../../src/domain/rules/profile.ts';
import type { Store } from '../../../src/station/ports/store.ts';
import { audit, batch, bill, captureJob, commit, diff, document, page, pageId } from './sample.ts';
import { newStore } from './temporary.ts';

const read = (n: number) =>
  ({ kind: 'page.read', urgency: 'capture', batchId: batch.id, pageId: pageId(n) }) as const;

function withJobs(count: number): Store {
  const store = newStore();
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  store.insertBatch(batch, audit('opened'));
  store.commit(
    commit(1, {
      diff: diff({
        bills: { added: [bill(1)] },
        documents: { added: [document(1, 1)] },
        pages: { added: numbers.map((n) => page(n, 1, { rank: n - 1 })) },
      }),
      jobs: numbers.map(read),
    }),
  );
  return store;
}

describe('jobs', () => {
  it('STORE-10 gives out each job once, oldest first, and counts the try', () => {
    const store = withJobs(2);
    expect(store.queuedJobs()).toBe(2);
    const first = store.claimJob(0);
    expect(first).toEqual({ id: expect.any(Number), ...read(1), attempts: 1 });
    expect(store.claimJob(0)).toMatchObject(read(2));
    expect(store.claimJob(0)).toBeNull();
    expect(store.queuedJobs()).toBe(0);
  });

  it('STORE-11 a failed job waits until it is due; given up it is dead, shown, and asked for again has new tries', () => {
    const store = withJobs(1);
    const job = store.claimJob(0);
    if (!job) throw new Error('no job');
    store.failJob(job.id, 'worker died', 500);
    expect(store.claimJob(499)).toBeNull();
    expect(store.queuedJobs()).toBe(1);
    expect(store.claimJob(500)).toMatchObject({ id: job.id, attempts: 2 });
    store.failJob(job.id, 'worker died again', null);
    expect([store.queuedJobs(), store.deadJobs()]).toEqual([0, 1]);
    expect(store.claimJob(9e15)).toBeNull();
    expect(store.queueJobs([read(1)], [])).toBe(1);
    expect(store.claimJob(0)).toMatchObject({ id: job.id, attempts: 1 });
    expect(store.deadJobs()).toBe(0);
  });

  it('STORE-12 jobs that ran when the process died wait again, with their tries counted', () => {
    const store = withJobs(2);
    const first = store.claimJob(0);
    expect(store.requeueRunningJobs()).toBe(1);
    expect(store.claimJob(0)).toEqual({ ...first, attempts: 2 });
  });

  it('STORE-13 a job is done in the commit it asked for, or not at all', () => {
    const store = withJobs(1);
    const job = store.claimJob(0);
    if (!job) throw new Error('no job');
    const unfit = diff({ pages: { updated: [{ id: pageId(9), from: {}, to: { mark: 'blank' } }] } });
    expect(() => store.commit(commit(2, { finishedJob: job.id, diff: unfit }))).toThrow();
    expect(store.requeueRunningJobs()).toBe(1);
    store.claimJob(0);
    store.commit(commit(2, { finishedJob: job.id }));
    expect([store.requeueRunningJobs(), store.queuedJobs(), store.deadJobs()]).toEqual([0, 0, 0]);
    expect(() => store.finishJob(404)).toThrow(/no job 404/);
  });

  it('STORE-14 one untried job of a kind waits for a page, however often it is asked for; a running one is followed by another, never joined by it', () => {
    const store = withJobs(1);
    const render = { ...read(1), kind: 'page.render' } as const;
    store.commit(commit(2, { jobs: [render, render] }));
    store.commit(commit(3, { jobs: [render] }));
    expect(store.queuedJobs()).toBe(2);
    const first = store.claimJob(0);
    expect(store.claimJob(0)).toBeNull();
    store.finishJob(first?.id ?? 0);
    expect(store.claimJob(0)).toMatchObject(render);
    store.commit(commit(4, { jobs: [render] }));
    expect(store.queuedJobs()).toBe(1);
  });
});

describe('urgency of jobs', () => {
  const asked = (n: number, urgency: 'operator' | 'capture' | 'rerun', kind = 'page.read' as const) => ({
    ...read(n),
    kind,
    urgency,
  });

  it('CLEAN-1 what an operator waits for comes before the pages of captures, and those before re-runs', () => {
    const store = withJobs(2);
    store.queueJobs([asked(1, 'rerun'), asked(2, 'operator')], []);
    expect(store.queueJobs([asked(2, 'rerun')], [])).toBe(0);
    expect(store.waitingReads()).toBe(2);
    const order = [];
    for (let job = store.claimJob(0); job; job = store.claimJob(0)) {
      order.push([job.pageId, job.urgency]);
      store.finishJob(job.id);
    }
    expect(order).toEqual([
      [pageId(2), 'operator'],
      [pageId(1), 'capture'],
      [pageId(2), 'capture'],
    ]);
  });

  it('CLEAN-2 taking back re-runs leaves what runs, what was captured, and what was given up before', () => {
    const store = withJobs(4);
    const claim = () => {
      const job = store.claimJob(0);
      if (!job) throw new Error('no job');
      return job;
    };
    for (let n = 1; n <= 4; n += 1) {
      const job = claim();
      if (n === 4) store.failJob(job.id, 'damaged', null);
      else store.finishJob(job.id);
    }
    store.queueJobs(
      [1, 2, 3, 4].map((n) => asked(n, 'rerun')),
      [audit('rerun')],
    );
    expect(store.rerunsLeft()).toEqual([{ batchId: batch.id, pages: 4 }]);
    const running = claim();
    expect(running.pageId).toBe(pageId(4));
    store.failJob(running.id, 'worker died', 0);
    const again = claim();
    expect(again.attempts).toBe(2);
    expect(store.cancelReruns(batch.id)).toBe(3);
    expect([store.queuedJobs(), store.deadJobs()]).toEqual([0, 0]);
    expect(store.rerunsLeft()).toEqual([{ batchId: batch.id, pages: 1 }]);
    store.failJob(again.id, 'damaged', null);
    store.queueJobs([asked(4, 'rerun')], []);
    expect(store.cancelReruns(batch.id)).toBe(1);
    expect(store.deadJobs()).toBe(1);
  });

  it('CLEAN-3 a page that is done settles what was given up of it before', () => {
    const store = withJobs(1);
    const first = store.claimJob(0);
    store.failJob(first?.id ?? 0, 'worker died', null);
    store.commit(commit(2, { jobs: [{ ...asked(1, 'operator'), kind: 'page.render' }] }));
    const render = store.claimJob(0);
    store.finishJob(render?.id ?? 0);
    expect(store.deadJobs()).toBe(1);
    store.queueJobs([asked(1, 'rerun')], []);
    const read = store.claimJob(0);
    expect(read?.id).toBe(first?.id);
    store.finishJob(read?.id ?? 0);
    expect(store.deadJobs()).toBe(0);
  });

  it('CLEAN-4 a job is given up in the commit that parks its page, or not at all', () => {
    const store = withJobs(1);
    const job = store.claimJob(0);
    if (!job) throw new Error('no job');
    const parks = (n: number) => ({
      deadJob: { id: job.id, detail: 'worker died' },
      diff: diff({
        pages: { updated: [{ id: pageId(n), from: { parked: null }, to: { parked: 'worker died' } }] },
      }),
    });
    expect(() => store.commit(commit(2, parks(9)))).toThrow();
    expect(store.deadJobs()).toBe(0);
    store.commit(commit(2, parks(1)));
    expect(store.deadJobs()).toBe(1);
    expect(store.loadBatch(batch.id)?.tree.pages.get(pageId(1))?.parked).toBe('worker died');
  });
});

describe('capture jobs', () => {
  it('STORE-15 keeps a job as it last stood, finds the running ones, and orders a batch by start', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    const first = captureJob(1, { failures: [{ type: 'FileEmpty', name: 'a.pdf' }], filesTotal: 2 });
    const second = captureJob(2, { kind: 'import' });
    store.saveCaptureJob(second);
    store.saveCaptureJob(first);
    expect(store.runningCaptureJobs()).toEqual([first, second]);
    const ended = {
      ...first,
      state: 'fault',
      sidesTaken: 7,
      fault: { type: 'PaperJam', afterSide: 7, raw: 'jam' },
    } as const;
    store.saveCaptureJob(ended);
    expect(store.runningCaptureJobs()).toEqual([second]);
    expect(store.captureJobs(batch.id)).toEqual([ended, second]);
    expect(store.captureJob(second.id)).toEqual(second);
    expect(store.captureJob(captureJob(9).id)).toBeNull();
  });

  it('STORE-25 keeps what a scan was made with, counted against and told of', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    const first = captureJob(1, { state: 'fault', deviceId: 'sane:test:0', profile: defaultScanProfile });
    const second = captureJob(2, {
      ...first,
      id: captureJob(2).id,
      continues: first.id,
      refedSheets: 2,
      profile: { ...defaultScanProfile, name: '发票', options: { ald: 'yes' }, imprint: 'A-%05d' },
    });
    store.saveCaptureJob(first);
    store.saveCaptureJob(second);
    const told = {
      ...second,
      sidesDeleted: 3,
      countedSheets: 40,
      countAcceptedBy: 'lin',
      deviceSheets: 39,
      notes: [
        { type: 'SettingChanged', setting: 'dpi', wanted: '300', used: '200' },
        { type: 'BackMissing', sheet: 7 },
      ],
    } satisfies CaptureJob;
    store.saveCaptureJob(told);
    expect(store.captureJobs(batch.id)).toEqual([first, told]);
  });

  it('STORE-25 a profile of an older program has the usual value for what came later', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    const { name, source, sides, dpi, colour } = defaultScanProfile;
    const older = { name, source, sides, dpi, colour };
    store.saveCaptureJob(captureJob(1, { profile: older as typeof defaultScanProfile }));
    expect(store.captureJob(captureJob(1).id)?.profile).toEqual(defaultScanProfile);
  });

  it('STORE-26 what a person said of a capture is saved with its audit, or neither is', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    const job = captureJob(1);
    store.saveCaptureJob(job);
    store.saveCaptureJob({ ...job, countedSheets: 5 }, [audit('count set', [job.id])]);
    expect(store.captureJob(job.id)?.countedSheets).toBe(5);
    expect(store.auditOf(job.id)).toMatchObject([{ act: 'count set', operator: 'lin' }]);
    const unsound = { ...audit('count set', [job.id]), detail: undefined as unknown as string };
    expect(() => store.saveCaptureJob({ ...job, countedSheets: 6 }, [unsound])).toThrow();
    expect(store.captureJob(job.id)?.countedSheets).toBe(5);
    expect(store.auditOf(job.id)).toHaveLength(1);
  });
});
