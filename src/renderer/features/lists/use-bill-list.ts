import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BillLine, ListRequest } from '../../../contract/bill-list.ts';
import type { StationError } from '../../../contract/errors.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';

export type Asked = Pick<ListRequest, 'filter' | 'sort' | 'order'>;

export interface BillList {
  readonly lines: readonly BillLine[];
  readonly total: number;
  readonly next: string | null;
  readonly from: 'service' | 'station';
  readonly stationId: string;
  readonly isLoading: boolean;
  readonly error: StationError | null;
  loadMore(): void;
  refresh(): void;
}

type Loaded = Omit<BillList, 'loadMore' | 'refresh'>;

const perPage = 100;
const mostAtOnce = 500;
/** While a filter is typed, and while changes come in one after the other. */
const restMs = 250;

const nothing: Loaded = {
  lines: [],
  total: 0,
  next: null,
  from: 'service',
  stationId: '',
  isLoading: true,
  error: null,
};

/** The bills asked for, page by page; asked again when the question changes and when a bill is told to stand otherwise. */
export function useBillList(asked: Asked): BillList {
  const { station } = useWorkbench();
  const connection = useStation((state) => state.connection);
  const session = useStation((state) => state.session?.state ?? null);
  const [loaded, setLoaded] = useState(nothing);
  const question = JSON.stringify(asked);
  /** What the lines shown are an answer to: their end is none of another question's. */
  const answered = useRef('');
  /** Answers to an earlier question come too late. */
  const turn = useRef(0);

  async function load(after: string | null, limit: number): Promise<void> {
    turn.current += 1;
    const mine = turn.current;
    setLoaded((now) => ({ ...now, isLoading: true }));
    const answer = await station.client.ask('lists.bills', { ...asked, after, limit });
    if (turn.current !== mine) return;
    if (!answer.ok) {
      setLoaded((now) => ({ ...now, isLoading: false, error: answer.error }));
      return;
    }
    const { page, from, stationId } = answer.value;
    answered.current = question;
    setLoaded((now) => ({
      lines: after === null ? page.lines : [...now.lines, ...page.lines],
      total: page.total,
      next: page.next,
      from,
      stationId,
      isLoading: false,
      error: null,
    }));
  }

  const isFirst = useRef(true);
  const ask = useEffectEvent(() => void load(null, perPage));
  useEffect(() => {
    void question;
    if (isFirst.current) {
      isFirst.current = false;
      ask();
      return;
    }
    const timer = setTimeout(ask, restMs);
    return () => clearTimeout(timer);
  }, [question]);

  /** As far as was looked through, so that nothing moves under the hand. */
  const again = useEffectEvent(
    () => void load(null, Math.min(mostAtOnce, Math.max(perPage, loaded.lines.length))),
  );
  // A station that came back, or was locked, may have gone on meanwhile; what it refused then it answers now.
  const before = useRef(`${connection} ${session}`);
  useEffect(() => {
    const now = `${connection} ${session}`;
    if (before.current !== now) again();
    before.current = now;
  }, [connection, session]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = station.onEvent((event) => {
      if (event.type !== 'bill.status') return;
      if (timer) clearTimeout(timer);
      timer = setTimeout(again, restMs);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [station]);

  const more = () => {
    if (loaded.next !== null && !loaded.isLoading && answered.current === question)
      void load(loaded.next, perPage);
  };
  const latestMore = useRef(more);
  latestMore.current = more;
  const loadMore = useCallback(() => latestMore.current(), []);
  return { ...loaded, loadMore, refresh: () => void load(null, perPage) };
}
