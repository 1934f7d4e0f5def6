import type { CommandInput, CommandName } from '../../src/contract/commands.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { QueryInput, QueryOutput, StationStatus } from '../../src/contract/queries.ts';
import type { BillStatus, QueueLine } from '../../src/contract/queue-shapes.ts';
import type { BillId } from '../../src/domain/ids.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { sentStanding } from '../../src/domain/rules/bill-standing.ts';

export const emptyQueue: StationStatus['queue'] = {
  waiting: 0,
  sending: 0,
  parked: 0,
  submitFailed: 0,
  pace: { state: 'running', kilobytesPerSecond: null },
};

/** How a bill stands that was just submitted, but for what is said of it. */
export function statusOf(
  said: Pick<BillStatus, 'billId' | 'batchId' | 'number'> & Partial<BillStatus>,
): BillStatus {
  return {
    revision: 1,
    stage: 'queued',
    attempts: 0,
    nextTryAt: null,
    error: null,
    held: null,
    origin: null,
    bytesTotal: 2_000_000,
    bytesSent: 0,
    results: null,
    returned: null,
    handOver: null,
    updatedAt: 0,
    ...said,
  };
}

/** The queue of a station in memory: what it heard of bills, in pages, and what it was told to do with them. */
export interface FixtureQueue {
  hear(status: BillStatus): void;
  page(ask: QueryInput<'queue.page'>): QueryOutput<'queue.page'>;
  /** Null: the command is about something else. */
  run(name: CommandName, input: unknown): Result<unknown, StationError> | null;
  /** Every command about the queue and the ERP, as it came. */
  readonly told: { readonly name: CommandName; readonly input: unknown }[];
  /** What the ERP's door answers to the next question, by bill; else all are taken. */
  refuse(billId: BillId, error: StationError): void;
}

export function fixtureQueue(): FixtureQueue {
  const lines = new Map<BillId, QueueLine>();
  const told: { readonly name: CommandName; readonly input: unknown }[] = [];
  const refusals = new Map<BillId, StationError>();

  function setUrgency({ of, urgency }: CommandInput<'queue.setUrgency'>) {
    const chosen = [...lines.values()].filter((line) =>
      'batchId' in of ? line.batchId === of.batchId : of.billIds.includes(line.billId),
    );
    for (const line of chosen) lines.set(line.billId, { ...line, urgency });
    return ok({ bills: chosen.length });
  }

  function submitToErp({ billIds }: CommandInput<'bill.submitToErp'>) {
    const failed = billIds.flatMap((billId) => {
      const error = refusals.get(billId);
      return error ? [{ billId, number: lines.get(billId)?.number ?? '', error }] : [];
    });
    return ok({ submitted: billIds.filter((billId) => !refusals.has(billId)), failed });
  }

  function openMatchPage({ billId }: CommandInput<'bill.openMatchPage'>) {
    const error = refusals.get(billId);
    return error ? err(error) : ok({ path: 'outside/ticket' });
  }

  return {
    told,
    refuse: (billId, error) => refusals.set(billId, error),
    hear(status) {
      const { results: _results, ...facts } = status;
      const known = lines.get(status.billId);
      lines.set(status.billId, {
        batchName: '2026-11-23 / 07',
        pages: 3,
        urgency: 'usual',
        stationSeq: lines.size + 1,
        ...known,
        ...facts,
        standing: sentStanding(status),
      });
    },
    page({ standings, before, limit }) {
      const all = [...lines.values()].toSorted((a, b) => b.stationSeq - a.stationSeq);
      const found = all.filter(
        ({ standing, stationSeq }) =>
          (standings.length === 0 || standings.includes(standing)) && stationSeq < (before ?? Infinity),
      );
      const byStanding = Map.groupBy(all, ({ standing }) => standing);
      const unsent = all.filter(({ standing }) => standing === 'queued' || standing === 'uploading');
      return {
        lines: found.slice(0, limit),
        hasMore: found.length > limit,
        totals: {
          counts: Object.fromEntries([...byStanding].map(([standing, bills]) => [standing, bills.length])),
          bytesTotal: unsent.reduce((sum, line) => sum + line.bytesTotal, 0),
          bytesSent: unsent.reduce((sum, line) => sum + line.bytesSent, 0),
        },
      };
    },
    run(name, input) {
      if (!name.startsWith('queue.') && name !== 'bill.submitToErp' && name !== 'bill.openMatchPage')
        return null;
      told.push({ name, input });
      if (name === 'bill.openMatchPage') return openMatchPage(input as CommandInput<'bill.openMatchPage'>);
      if (name === 'queue.setUrgency') return setUrgency(input as CommandInput<'queue.setUrgency'>);
      if (name === 'bill.submitToErp') return submitToErp(input as CommandInput<'bill.submitToErp'>);
      return ok({});
    },
  };
}
