import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expectedOf } from '../../domain/expected-invoice.ts';
import { automatic } from '../../match-service/automatic.ts';
import { freePort } from '../../match-service/free-port.ts';
import { seeded } from '../../sync/seeded.ts';
import { token } from '../../sync/test-station.ts';
import { type FaultLine, harming, type LineFault, startFaultLine } from '../fault-line.ts';
import { spawnVictim, type Victim } from '../victim.ts';
import { startLedgerErp } from './erp-ledger.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { plannedBills, revisionsOf } from './planned-bills.ts';
import { verdictOf } from './verdict.ts';

export interface SyncTorture {
  readonly seed: number;
  readonly bills: number;
  /** On each side. */
  readonly kills: number;
  /** Share of the connections that are harmed, on both lines. */
  readonly harmed: number;
  /** What the station shows: the service's token, or its own, which it rotates all the while. */
  readonly token: 'shared' | 'enrolled';
  /** Loaded into the station before its own modules. */
  readonly stationPreload?: readonly string[];
  /** Of each of the two. */
  readonly env?: { readonly station: NodeJS.ProcessEnv; readonly service: NodeJS.ProcessEnv };
  /** Beside the kills; a clock that jumps. */
  readonly alongside?: (isOver: () => boolean, random: () => number) => Promise<void>;
  /** How long everything may take to arrive once nobody is killed any more. */
  readonly settleMs: number;
}

export interface SyncOutcome {
  readonly verdict: readonly string[];
  readonly evidence: Evidence;
  readonly figures: {
    readonly seconds: number;
    readonly connections: number;
    readonly harmed: number;
    readonly byFault: Readonly<Partial<Record<LineFault | 'none', number>>>;
    readonly erpConnections: number;
    readonly erpHarmed: number;
    readonly kills: { readonly station: number; readonly service: number };
    /** Kills that met a call between the two. */
    readonly killsInCalls: number;
    readonly repeatedDeliveries: number;
    /** Of the station's tokens. */
    readonly rotations: number;
    /** Requests for one whose answer may not have come: cut, truncated or dropped. */
    readonly rotationsCut: number;
  };
}

const entryOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Station, service and ERP with two faulty lines between them, both processes killed at random, until all has arrived. */
export async function tortureSync(options: SyncTorture): Promise<SyncOutcome> {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'platen-sync-torture-'));
  const folders = { station: join(folder, 'station'), service: join(folder, 'service') };
  mkdirSync(folders.station);
  const random = seeded(options.seed);
  const bills = plannedBills(options.bills);
  const port = await freePort();
  const erp = await startLedgerErp(token);
  const toErp = await startFaultLine({ target: erp.port, choose: harming(options.harmed, random), random });
  let rotationsCut = 0;
  const toService = await startFaultLine({
    target: port,
    choose: harming(options.harmed, random),
    random,
    onRequest(head, fault) {
      const isLost = fault === 'cut' || fault === 'truncate' || fault === 'drop';
      if (isLost && head.startsWith('POST /v1/enrolments:refresh')) rotationsCut += 1;
    },
  });
  const erpFile = join(folder, 'erp.json');
  writeFileSync(erpFile, JSON.stringify({ kind: 'platen', address: `http://127.0.0.1:${toErp.port}` }));
  const submitted: Evidence['acknowledged']['submitted'][number][] = [];
  const receipts: Evidence['acknowledged']['receipts'][number][] = [];
  const alive = new Set<Victim>();
  let killsInCalls = 0;
  let code = '';
  let isOver = false;

  function start(victim: Victim): Victim {
    alive.add(victim);
    return victim;
  }
  const startService = () =>
    start(
      spawnVictim({
        entry: entryOf('service-child.ts'),
        args: ['--folder', folders.service, '--port', `${port}`, '--token', token, '--erp', erpFile].concat([
          '--stations',
          options.token,
        ]),
        env: options.env?.service ?? {},
      }),
    );
  const perLife = Math.ceil((bills.length * 1.2) / (options.kills + 1));
  const startStation = (atMost: string) =>
    start(
      spawnVictim({
        entry: entryOf('station-child.ts'),
        args: ['--folder', folders.station, '--service', `http://127.0.0.1:${toService.port}`].concat([
          '--bills',
          `${options.bills}`,
          '--at-most',
          atMost,
          '--code',
          code,
        ]),
        preload: options.stationPreload ?? [],
        env: options.env?.station ?? {},
        onLine(said) {
          const { number, revision, digest, receipt } = said as unknown as {
            number: string;
            revision: number;
            digest: string;
            receipt: unknown;
          };
          if (said.type === 'submitted') submitted.push({ number, revision, digest });
          if (said.type === 'receipt') receipts.push({ number, revision, receipt: JSON.stringify(receipt) });
        },
      }),
    );

  /** Mostly in the middle of a call, else at any moment of its life; every fifth time somewhere in its start. */
  async function killSome(begin: () => Victim, first: Victim, line: FaultLine): Promise<void> {
    let victim = first;
    for (let kill = 0; kill < options.kills; kill += 1) {
      if (random() < 0.2) await delay(random() * 900);
      else {
        await victim.ready;
        if (random() < 0.3) await delay(20 + random() * 700);
        else await line.next().then(() => delay(random() * 20));
      }
      if (line.active() > 0) killsInCalls += 1;
      await victim.kill();
      alive.delete(victim);
      victim = begin();
    }
    await victim.ready;
  }

  const look = () => readEvidence(folders, { submitted, receipts }, erp.bookings);
  try {
    const service = startService();
    await service.ready;
    const ask = asAdmin(`http://127.0.0.1:${port}`);
    await announce(ask, bills);
    if (options.token === 'enrolled') code = await makeCode(ask);
    const beside = options.alongside?.(() => isOver, random);
    const station = startStation(options.kills === 0 ? '' : `${perLife}`);
    const lives = { left: options.kills };
    const nextStation = () => {
      lives.left -= 1;
      return startStation(lives.left === 0 ? '' : `${perLife}`);
    };
    await Promise.all([
      killSome(startService, service, toService),
      killSome(nextStation, station, toService),
    ]);
    const owed = bills.reduce((sum, bill) => sum + revisionsOf(bill), 0);
    const until = Date.now() + options.settleMs;
    while (Date.now() < until) {
      const seen = look();
      const found = verdictOf(seen);
      // A station that is locked out sends nothing more, however long it is waited for.
      if (found.some((line) => line.startsWith('locked'))) break;
      if (seen.outbox.length === owed && !found.some((line) => /^(lost|open|parked|receipt)/.test(line)))
        break;
      await delay(400);
    }
    isOver = true;
    await beside;
    for (const victim of alive) await victim.kill();
    const evidence = look();
    const missing = owed - evidence.outbox.length;
    return {
      verdict: [
        ...(missing > 0 ? [`open: ${missing} revisions were not submitted in time`] : []),
        ...verdictOf(evidence),
      ],
      evidence,
      figures: {
        seconds: (Date.now() - started) / 1000,
        connections: total(toService),
        harmed: total(toService) - (toService.counts.get('none') ?? 0),
        byFault: Object.fromEntries(toService.counts),
        erpConnections: total(toErp),
        erpHarmed: total(toErp) - (toErp.counts.get('none') ?? 0),
        kills: { station: options.kills, service: options.kills },
        killsInCalls,
        repeatedDeliveries: erp.bookings.reduce((sum, { deliveries }) => sum + deliveries - 1, 0),
        rotations: evidence.enrolments.reduce((sum, { rotations }) => sum + rotations, 0),
        rotationsCut,
      },
    };
  } finally {
    isOver = true;
    for (const victim of alive) await victim.kill();
    await Promise.all([toService.close(), toErp.close(), erp.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ask = (method: string, path: string, body: unknown) => Promise<string>;

/** Asks the service past the faults, with its own token. */
function asAdmin(url: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.text();
  };
}

/** What the ERP expects: this torture is about what comes the other way. */
async function announce(ask: Ask, bills: ReturnType<typeof plannedBills>): Promise<void> {
  await ask('PUT', '/v1/schemes', automatic('CL-'));
  await ask(
    'POST',
    '/v1/expected',
    bills.map(({ number, invoiceNumber, totalMinor }) => expectedOf(number, invoiceNumber, totalMinor)),
  );
}

async function makeCode(ask: Ask): Promise<string> {
  const made = await ask('POST', '/v1/enrolment-codes', { station: 'Desk 3', by: 'it' });
  return (JSON.parse(made) as { readonly code: string }).code;
}

function total({ counts }: FaultLine): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
