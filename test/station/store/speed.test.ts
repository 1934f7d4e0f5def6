import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  audit,
  batch,
  bill,
  commit,
  diff,
  document,
  page,
  pageId,
  reading,
  recipe,
  rendition,
} from './sample.ts';
import { opened, temporaryFolder } from './temporary.ts';

const bills = 250;
const pagesInAll = 5_000;

/** Middle and 95th of a hundred. */
function percentiles(ms: readonly number[]): { p50: number; p95: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  return {
    p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  };
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

describe('speed', () => {
  it('STORE-25 a batch of 5,000 read pages loads in well under 300 ms, and one page is changed in under 50', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const store = opened(path);
    store.insertBatch(batch, audit('opened'));
    const numbers = Array.from({ length: pagesInAll }, (_, n) => n);
    const made = diff({
      bills: { added: Array.from({ length: bills }, (_, n) => bill(n, { rank: n })) },
      documents: { added: numbers.map((n) => document(n, n % bills, { rank: Math.floor(n / bills) })) },
      pages: { added: numbers.map((n) => page(n, n, { recipe, rendition: rendition(n), reading })) },
    });
    const insertMs = timed(() =>
      store.commit(
        commit(1, {
          diff: made,
          jobs: numbers.map((n) => ({ kind: 'page.read', batchId: batch.id, pageId: pageId(n) })),
        }),
      ),
    );
    store.close();

    const again = opened(path);
    const load: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      load.push(timed(() => expect(again.loadBatch(batch.id)?.tree.pages.size).toBe(pagesInAll)));
    }
    const change: number[] = [];
    for (let round = 0; round < 100; round += 1) {
      const turned = diff({
        pages: {
          updated: [
            {
              id: pageId(round),
              from: { recipe },
              to: { recipe: { ...recipe, skewDeg: { value: round, by: 'manual', confidence: 1 } } },
            },
          ],
        },
      });
      change.push(
        timed(() =>
          again.commit(
            commit(round + 2, {
              diff: turned,
              history: { type: 'push', seq: round + 1, label: 'page.rotate', diff: turned },
              audit: [audit('page.rotate', [pageId(round)])],
            }),
          ),
        ),
      );
    }
    const claim: number[] = [];
    for (let round = 0; round < 100; round += 1) {
      claim.push(timed(() => expect(again.claimJob(0)).not.toBeNull()));
    }
    const rerank = diff({
      documents: {
        updated: numbers.map((n) => ({ id: document(n, 0).id, from: { rank: 0 }, to: { rank: n } })),
      },
    });
    const rerankMs = timed(() =>
      again.commit(
        commit(102, {
          diff: rerank,
          history: { type: 'push', seq: 101, label: 'document.move', diff: rerank },
          audit: [
            audit(
              'document.move',
              rerank.documents.updated.map((one) => one.id),
            ),
          ],
        }),
      ),
    );
    const summaryMs = timed(() => again.batchSummaries());
    console.info(
      JSON.stringify({
        insertMs,
        load: percentiles(load),
        change: percentiles(change),
        claim: percentiles(claim),
        rerankMs,
        summaryMs,
      }),
    );
    expect(percentiles(load).p50).toBeLessThan(300);
    expect(percentiles(change).p50).toBeLessThan(50);
  }, 60_000);
});
