import { useEffect, useEffectEvent, useState } from 'react';
import type { CheckedBill, CheckReply, DecisionContent } from '../../../contract/check.ts';
import type { StationError } from '../../../contract/errors.ts';
import type { Result } from '../../../domain/result.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';

export interface OpenedCheck {
  readonly check: CheckReply | null;
  /** Why it cannot be shown. */
  readonly error: StationError | null;
  readonly isBusy: boolean;
  /** Gives how the bill stands after it; null where it was not taken. */
  decide(decision: DecisionContent): Promise<CheckReply | null>;
  undo(decisionId: string): Promise<CheckReply | null>;
  reload(): Promise<void>;
}

/** The bill as the service has it, asked again when it is told to stand otherwise, and when a decision was refused. */
export function useCheck({ billId, stationId }: CheckedBill): OpenedCheck {
  const workbench = useWorkbench();
  const { client } = workbench.station;
  const connection = useStation((state) => state.connection);
  const session = useStation((state) => state.session?.state ?? null);
  const [check, setCheck] = useState<CheckReply | null>(null);
  const [error, setError] = useState<StationError | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function reload(): Promise<void> {
    const answer = await client.ask('check.get', { billId, stationId });
    if (answer.ok) setCheck(answer.value);
    setError(answer.ok ? null : answer.error);
  }

  async function take(word: () => Promise<Result<CheckReply, StationError>>): Promise<CheckReply | null> {
    setIsBusy(true);
    const answer = await word();
    setIsBusy(false);
    told(contextOf(workbench), answer);
    if (answer.ok) {
      setCheck(answer.value);
      return answer.value;
    }
    // What was seen is no longer so: as it is now it can be decided on.
    if (answer.error.type === 'CheckRefused') await reload();
    return null;
  }

  const load = useEffectEvent(() => void reload());
  // A station that came back, or was locked, may have gone on meanwhile; what it refused then it answers now.
  useEffect(() => {
    void [billId, stationId, connection, session];
    load();
  }, [billId, stationId, connection, session]);
  useEffect(
    () =>
      workbench.station.onEvent((event) => {
        if (event.type !== 'bill.status') return;
        if (event.statuses.some((status) => status.billId === billId)) load();
      }),
    [workbench, billId],
  );

  const verdict = check?.verdict ?? '';
  return {
    check,
    error,
    isBusy,
    reload,
    decide: (decision) => take(() => client.run('check.decide', { billId, stationId, verdict, decision })),
    undo: (decisionId) => take(() => client.run('check.undo', { billId, stationId, verdict, decisionId })),
  };
}
