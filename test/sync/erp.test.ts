import { join } from 'node:path';
import { expect, it } from 'vitest';
import { automatic } from '../match-service/automatic.ts';
import { accepted, scriptedErp, workingOnIt } from '../match-service/scripted-erp.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { put, station } from './helpers.ts';

const queueTimes = { baseMs: 10, capMs: 30, askMs: 20, pollMs: 20 };

/** A matched bill that waits for a person, at a station whose calls to submit go as `road` has it. */
async function waitingBill(
  erp: ReturnType<typeof scriptedErp>,
  road: (request: Request) => Promise<Response> = fetch,
) {
  const folder = await tempFolder();
  const { url } = await startService(join(folder, 'service'), { erp, queueTimes });
  await put(url, '/v1/expected-bills/CL-1', { billNumber: 'CL-1', invoices: [] });
  const desk = station(folder, url, {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return request.url.endsWith('/submit') ? road(request) : fetch(request);
    },
  });
  const { billId } = desk.submit({ number: 'CL-1', pages: ['a', 'b'] });
  await desk.sync.drain();
  const latest = () => {
    const entry = desk.store.latestOutboxOf(billId);
    if (entry === null) throw new Error('the bill is gone');
    return entry;
  };
  expect(latest().handOver).toMatchObject({ state: 'waiting', attempt: 0 });
  const until = async (state: string) =>
    expect
      .poll(
        async () => {
          await desk.sync.drain();
          return latest().handOver?.state;
        },
        { timeout: 60_000 },
      )
      .toBe(state);
  return { desk, billId, latest, until };
}

it('QUEUE-24 a word whose answer is lost counts once, however often it is said', async () => {
  const erp = scriptedErp(() => accepted);
  let lost = 0;
  const { desk, billId, latest, until } = await waitingBill(erp, async (request) => {
    const answer = await fetch(request);
    if (lost >= 2) return answer;
    lost += 1;
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  });
  const seen = latest();
  for (let time = 0; time < 3; time += 1) await desk.sync.submitToErp([seen]);
  await until('submitted');
  expect([...erp.sends().values()]).toEqual([1]);
  expect(desk.seen.filter((entry) => entry.billId === billId).at(-1)?.handOver?.state).toBe('submitted');
});

it('QUEUE-24 a word that a proxy repeats after the ERP refused starts no second attempt', async () => {
  const erp = scriptedErp((_call, before) => (before === 0 ? { type: 'refused', reason: 'no' } : accepted));
  const repeated: Request[] = [];
  const { desk, latest, until } = await waitingBill(erp, async (request) => {
    repeated.push(request.clone());
    return fetch(request);
  });
  await desk.sync.submitToErp([latest()]);
  await until('submit-failed');
  const [first] = repeated;
  if (!first) throw new Error('nothing was said');
  expect((await fetch(first)).status).toBe(200);
  await until('submit-failed');
  expect([...erp.sends().values()]).toEqual([1]);
  // Said again by a person who saw the refusal, it counts.
  await desk.sync.submitToErp([latest()]);
  await until('submitted');
  expect([...erp.sends().values()]).toEqual([2]);
});

it('QUEUE-25 the station hears on its own what became of a bill at the ERP, also after a restart', async () => {
  let answer: 'work' | 'done' = 'work';
  const erp = scriptedErp(() => (answer === 'done' ? accepted : { ...accepted, ...workingOnIt }));
  const folder = await tempFolder();
  const { url } = await startService(join(folder, 'service'), { erp, queueTimes });
  await put(url, '/v1/schemes', automatic(''));
  await put(url, '/v1/expected-bills/CL-2', { billNumber: 'CL-2', invoices: [] });
  const first = station(folder, url);
  const { billId } = first.submit({ number: 'CL-2', pages: ['a'] });
  await first.sync.drain();
  expect(first.store.latestOutboxOf(billId)?.handOver?.state).toBe('submitting');
  await first.stop();
  answer = 'done';
  const again = station(folder, url);
  await expect
    .poll(
      async () => {
        await again.sync.drain();
        return again.store.latestOutboxOf(billId)?.handOver?.state;
      },
      { timeout: 60_000 },
    )
    .toBe('submitted');
});
