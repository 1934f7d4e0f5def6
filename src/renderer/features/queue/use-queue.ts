import { useCallback, useEffect, useRef, useState } from 'react';
import type { BillStatus, QueueLine, QueueTotals } from '../../../contract/queue-shapes.ts';
import { type SentStanding, sentStanding } from '../../../domain/rules/bill-standing.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';

export interface Queue {
  readonly lines: readonly QueueLine[];
  readonly hasMore: boolean;
  readonly totals: QueueTotals;
}

const linesAtOnce = 200;
/** The most that is read again when something changed; what lies deeper keeps up by what is told of each bill. */
const mostAgain = 1000;
/** While thousands of bills go out something changes all the time. */
const pauseMs = 400;

/** The queue as far as it was scrolled to, kept up to date. Null until the first page came. */
export function useQueue(standings: readonly SentStanding[]): {
  readonly queue: Queue | null;
  /** Reads the next page, once for each time the list ends there. */
  readonly more: () => void;
} {
  const { station } = useWorkbench();
  const connection = useStation((state) => state.connection);
  const session = useStation((state) => state.session?.state);
  const [queue, setQueue] = useState<Queue | null>(null);
  const shown = useRef<Queue | null>(null);
  const isReadingMore = useRef(false);
  /** Of answers that were overtaken by another choice of states nothing is taken. */
  const asked = useRef(standings);

  const keep = useCallback((next: Queue) => {
    shown.current = next;
    setQueue(next);
  }, []);

  const refresh = useCallback(async () => {
    const known = asked.current === standings ? (shown.current?.lines ?? []) : [];
    const limit = Math.min(mostAgain, Math.max(linesAtOnce, known.length));
    const answer = await station.client.ask('queue.page', { standings, before: null, limit });
    if (!answer.ok || asked.current !== standings) return;
    const { lines, hasMore, totals } = answer.value;
    const last = lines.at(-1);
    const deeper = last && hasMore ? known.filter(({ stationSeq }) => stationSeq < last.stationSeq) : [];
    keep({
      lines: [...lines, ...deeper],
      hasMore: deeper.length > 0 ? (shown.current?.hasMore ?? hasMore) : hasMore,
      totals,
    });
  }, [station, standings, keep]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a station that came back, or was locked, may have gone on meanwhile
  useEffect(() => {
    asked.current = standings;
    shown.current = null;
    void refresh();
  }, [standings, refresh, connection, session]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = (ms: number) => {
      timer ??= setTimeout(() => {
        timer = null;
        void refresh();
      }, ms);
    };
    const stop = station.onEvent((event) => {
      if (event.type === 'queue.changed') soon(0);
      if (event.type !== 'bill.status') return;
      const { current } = shown;
      if (current) keep({ ...current, lines: withStatuses(current.lines, event.statuses) });
      soon(pauseMs);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [station, refresh, keep]);

  const more = useCallback(async () => {
    const before = shown.current?.lines.at(-1)?.stationSeq;
    if (before === undefined || !shown.current?.hasMore || isReadingMore.current) return;
    isReadingMore.current = true;
    const answer = await station.client.ask('queue.page', { standings, before, limit: linesAtOnce });
    isReadingMore.current = false;
    const { current } = shown;
    if (!answer.ok || asked.current !== standings || !current) return;
    // Read again meanwhile, the list may end elsewhere.
    const isNext = current.lines.at(-1)?.stationSeq === before;
    if (isNext) keep({ ...answer.value, lines: [...current.lines, ...answer.value.lines] });
  }, [station, standings, keep]);

  return { queue, more: () => void more() };
}

/** What a bill's own word changes at its line; a line that is not there comes with the next reading. */
function withStatuses(lines: readonly QueueLine[], statuses: readonly BillStatus[]): readonly QueueLine[] {
  const byBill = new Map(statuses.map((status) => [status.billId, status]));
  return lines.map((line) => {
    const status = byBill.get(line.billId);
    if (status?.revision !== line.revision) return line;
    const { results: _results, ...facts } = status;
    return { ...line, ...facts, standing: sentStanding(status) };
  });
}
