import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { atEnd } from '../at-end.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { faults } from './fault-proxy.ts';
import { postExpected, proxy, station } from './helpers.ts';
import { seeded } from './seeded.ts';
import { differences } from './service-ledger.ts';
import { token } from './test-station.ts';

const bills = 20;
const entryPath = fileURLToPath(new URL('../../src/workers/match-service.ts', import.meta.url));

function numberOf(index: number): string {
  return `CL-2026-${String(index).padStart(6, '0')}`;
}
function invoiceOf(index: number): string {
  return `263120000000${String(index).padStart(8, '0')}`;
}

describe('exactly once', () => {
  it.each([1, 20260318, 77])(
    'SYNC-20 brings every bill over exactly once through a faulty network (seed %i)',
    async (seed) => {
      const folder = await tempFolder();
      const { url } = await startService(join(folder, 'service'));
      await postExpected(
        url,
        Array.from({ length: bills }, (_, index) =>
          expectedOf(numberOf(index), invoiceOf(index), 100 + index),
        ),
      );
      const random = seeded(seed);
      const faulty = await proxy(
        () => url,
        () => (random() < 0.45 ? (faults[Math.floor(random() * faults.length)] ?? null) : null),
      );
      const desk = station(folder, faulty.url, { random });
      for (let index = 0; index < bills; index += 1) {
        desk.submit({
          number: numberOf(index),
          pages: [`cover ${index}`, `page ${index} ${'x'.repeat(5000)}`, 'shared'],
          invoices: [invoice(invoiceOf(index), 100 + index)],
        });
      }
      await expect
        .poll(() => desk.store.outbox().filter(({ stage }) => stage === 'matched').length, {
          timeout: 25_000,
          interval: 50,
        })
        .toBe(bills);
      expect(differences(join(folder, 'service'), desk.store.outbox())).toEqual([]);
      // The run must have met what it is about.
      for (const fault of faults) expect(faulty.counts.get(fault), fault).toBeGreaterThan(0);
    },
  );

  it('SYNC-21 the check itself sees a sender that posts anew after a lost reply', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const random = seeded(5);
    const lossy = await proxy(
      () => url,
      (call) => (call.method === 'PUT' && random() < 0.4 ? 'drop-reply' : null),
    );
    const desk = station(folder, null);
    const submitted: OutboxEntry[] = [];
    for (let index = 0; index < bills; index += 1) {
      const entry = desk.submit({ number: numberOf(index), pages: [] });
      submitted.push({ ...entry, receipt: await postUntilHeard(lossy.url, entry) });
    }
    const found = differences(join(folder, 'service'), submitted);
    expect(found.filter((difference) => difference.startsWith('doubled')).length).toBeGreaterThan(0);
  });

  it('SYNC-22 loses and doubles nothing when the service is killed again and again', async () => {
    const folder = await tempFolder();
    const serviceFolder = join(folder, 'service');
    const random = seeded(11);
    let running = await forkService(serviceFolder, 0);
    const port = Number(new URL(running.url).port);
    const desk = station(folder, running.url, { random });
    for (let index = 0; index < bills; index += 1) {
      desk.submit({ number: numberOf(index), pages: [`a ${index} ${'y'.repeat(50_000)}`, `b ${index}`] });
    }
    for (let kills = 0; kills < 6; kills += 1) {
      await delay(20 + random() * 60);
      await kill(running.child);
      running = await forkService(serviceFolder, port);
    }
    await expect
      .poll(() => desk.store.outbox().filter(({ stage }) => stage === 'accepted').length, {
        timeout: 20_000,
        interval: 50,
      })
      .toBe(bills);
    expect(differences(serviceFolder, desk.store.outbox())).toEqual([]);
    // The kills must have met the sending.
    expect(desk.seen.some(({ error }) => error?.type === 'ServiceUnreachable')).toBe(true);
  });

  it('SVC-40 the embedded service says where it listens or why not, and ends when told or left alone', async () => {
    const folder = await tempFolder();
    const told = await forkService(join(folder, 'told'), 0);
    told.child.send({ type: 'close' });
    expect(await exitOf(told.child)).toBe(0);
    const left = await forkService(join(folder, 'left'), 0);
    left.child.disconnect();
    expect(await exitOf(left.child)).toBe(0);
    const asked = await forkService(join(folder, 'asked'), 0);
    asked.child.kill('SIGTERM');
    expect(await exitOf(asked.child)).toBe(0);
    await expect(forkService('/dev/null/folder', 0)).rejects.toThrow('ENOTDIR');
  });
});

/** What a service with `POST /bills` would make of retries: each try is a new bill. */
async function postUntilHeard(url: string, entry: OutboxEntry): Promise<OutboxEntry['receipt']> {
  for (;;) {
    const manifest = { ...entry.manifest, billUuid: randomUUID() };
    try {
      const response = await fetch(`${url}/v1/stations/station-1/bills/${manifest.billUuid}/revisions/1`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: canonicalJson(manifest),
      });
      if (response.status === 201) return (await response.json()) as OutboxEntry['receipt'];
    } catch {
      // The reply was lost: the naive sender tries again.
    }
  }
}

async function forkService(folder: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(entryPath, ['--folder', folder, '--token', token, '--port', String(port)], {
    stdio: 'inherit',
  });
  atEnd(() => kill(child));
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { type: string; url?: string; detail?: string }) => {
      if (message.type === 'listening') resolve(message.url ?? '');
      if (message.type === 'failure') reject(new Error(message.detail));
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = exitOf(child);
  child.kill('SIGKILL');
  await ended;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}
