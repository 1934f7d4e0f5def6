import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { canonicalJson } from '../../../src/contract/canonical-json.ts';
import { outboxEntry, sha256Of, token } from '../../sync/test-station.ts';
import { readShelves } from '../sync/evidence.ts';
import { spawnVictim } from '../victim.ts';
import type { Subject } from './subject.ts';

const entry = fileURLToPath(new URL('../sync/service-child.ts', import.meta.url));
const senders = 3;

interface SentBill {
  readonly billUuid: string;
  readonly pages: ReadonlyMap<string, Buffer>;
  readonly body: string;
}

/** A service that is sent bills of three pages without pause. Acknowledged is a bill by its receipt. */
export function serviceTaking(): Subject & { refusals(): readonly string[] } {
  const receipts = new Map<string, { readonly receipt: string; readonly bill: SentBill }>();
  const refusals: string[] = [];
  let seq = 0;
  let hasPower = true;
  let late = 0;

  function newBill(): SentBill {
    seq += 1;
    const pages = new Map<string, Buffer>();
    const texts = [0, 1, 2].map(() => randomBytes(4_000 + (seq % 5) * 8_000).toString('hex'));
    const { manifest } = outboxEntry({ number: `CL-2026-${seq}`, pages: texts }, seq, (bytes) => {
      pages.set(sha256Of(bytes), bytes);
      return sha256Of(bytes);
    });
    return { billUuid: manifest.billUuid, pages, body: canonicalJson(manifest) };
  }

  /** One bill until it is acknowledged, as a station would: again and again, the same bill. */
  async function send(url: string, signal: AbortSignal): Promise<void> {
    const bill = newBill();
    while (!signal.aborted) {
      try {
        for (const [hash, bytes] of bill.pages)
          await put(
            url,
            `/v1/blobs/sha256/${hash}`,
            'application/octet-stream',
            new Uint8Array(bytes),
            signal,
          );
        const path = `/v1/stations/station-1/bills/${bill.billUuid}/revisions/1`;
        const receipt = await put(url, path, 'application/json', bill.body, signal);
        if (!hasPower) {
          late += 1;
          return;
        }
        receipts.set(bill.billUuid, { receipt: JSON.stringify(JSON.parse(receipt)), bill });
        return;
      } catch (error) {
        if (!signal.aborted && error instanceof Refused) refusals.push(error.message);
        await delay(20);
      }
    }
  }

  return {
    name: 'service',
    acknowledged: () => receipts.size,
    refusals: () => refusals,
    powerGone() {
      hasPower = false;
    },
    saidTooLate: () => late,
    start(folder, more) {
      hasPower = true;
      const over = new AbortController();
      const victim = spawnVictim({
        ...more,
        entry,
        args: ['--folder', join(folder, 'service'), '--token', token],
        onLine(said) {
          if (said.type !== 'ready') return;
          for (let sender = 0; sender < senders; sender += 1) {
            void (async () => {
              while (!over.signal.aborted) await send(String(said.url), over.signal);
            })();
          }
        },
      });
      void victim.gone.then(() => over.abort());
      return {
        ...victim,
        async kill() {
          await victim.kill();
          over.abort();
        },
      };
    },
    check(folder) {
      if (receipts.size === 0) return [];
      const path = join(folder, 'service', 'match-service.db');
      const db = new Database(path);
      const { names, damaged } = readShelves(join(folder, 'service', 'blobs'));
      const there = new Set(names);
      try {
        const rows = db.prepare('SELECT bill_uuid AS id, receipt FROM revision').all() as Record<
          'id' | 'receipt',
          string
        >[];
        const receiptOf = new Map(rows.map(({ id, receipt }) => [id, receipt]));
        const integrity = String(db.pragma('integrity_check', { simple: true }));
        return [
          ...[...receipts].flatMap(([id, { receipt }]) => {
            if (!receiptOf.has(id)) return [`lost: ${id}`];
            return receiptOf.get(id) === receipt ? [] : [`receipt: ${id}`];
          }),
          ...[...receipts.values()].flatMap(({ bill }) =>
            [...bill.pages.keys()].filter((hash) => !there.has(hash)).map((hash) => `lost: page ${hash}`),
          ),
          ...damaged.map((hash) => `damaged: page ${hash}`),
          ...(integrity === 'ok' ? [] : [`damaged: the database says ${integrity}`]),
        ];
      } finally {
        db.close();
      }
    },
  };
}

class Refused extends Error {}

async function put(
  url: string,
  path: string,
  type: string,
  body: string | Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<string> {
  const answer = await fetch(url + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Refused(`${answer.status} ${text}`);
  return text;
}
