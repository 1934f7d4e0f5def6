import { type ReactNode, useState } from 'react';
import type { BillStatus } from '../../contract/queue-shapes.ts';
import type { BillId } from '../../domain/ids.ts';
import { erpStepOf } from '../../domain/rules/bill-standing.ts';
import { LookedUpDialog } from '../components/looked-up-dialog.tsx';
import { told } from './context.ts';
import { contextOf, useWorkbench, type Workbench } from './workbench-provider.tsx';
import { notify } from './workbench-state.ts';

export type ErpBill = Pick<BillStatus, 'billId' | 'number' | 'stage' | 'handOver'>;

/** Bills that may go to the ERP by a person's word now. */
export function dueForErp<B extends ErpBill>(bills: readonly B[]): readonly B[] {
  return bills.filter(({ handOver, stage }) => erpStepOf(handOver, stage) !== 'none');
}

/** Submits bills to the ERP; of those it may have already it asks first. `question` is to be drawn. */
export function useSubmitToErp(): {
  readonly submit: (bills: readonly ErpBill[]) => void;
  readonly isAsking: boolean;
  readonly question: ReactNode;
} {
  const workbench = useWorkbench();
  const [isAsking, setIsAsking] = useState(false);
  const [doubtful, setDoubtful] = useState<{ known: readonly ErpBill[]; unknown: readonly ErpBill[] } | null>(
    null,
  );

  async function run(bills: readonly ErpBill[], lookedUp: readonly BillId[]): Promise<void> {
    if (bills.length === 0 || isAsking) return;
    setIsAsking(true);
    try {
      await submitToErp(
        workbench,
        bills.map(({ billId }) => billId),
        lookedUp,
      );
    } finally {
      setIsAsking(false);
    }
  }

  const question = doubtful && (
    <LookedUpDialog
      bills={doubtful.unknown}
      others={doubtful.known.length}
      onClose={() => setDoubtful(null)}
      onConfirm={(absent) => {
        setDoubtful(null);
        const chosen = doubtful.unknown.filter(({ billId }) => absent.has(billId));
        void run([...doubtful.known, ...chosen], [...absent]);
      }}
    />
  );
  return {
    isAsking,
    question,
    submit(bills) {
      const { submit: known = [], 'submit-looked-up': unknown = [] } = Object.groupBy(bills, (bill) =>
        erpStepOf(bill.handOver, bill.stage),
      );
      if (unknown.length > 0) setDoubtful({ known, unknown });
      else void run(known, []);
    },
  };
}

/** As many at once as one command takes. */
const billsAtOnce = 200;

async function submitToErp(
  workbench: Workbench,
  billIds: readonly BillId[],
  lookedUp: readonly BillId[],
): Promise<void> {
  let done = 0;
  for (let from = 0; from < billIds.length; from += billsAtOnce) {
    const part = billIds.slice(from, from + billsAtOnce);
    const result = await workbench.station.client.run('bill.submitToErp', {
      billIds: part,
      lookedUp: lookedUp.filter((billId) => part.includes(billId)),
    });
    if (!told(contextOf(workbench), result)) return;
    done += result.value.submitted.length;
    // One notice for each kind of trouble: which bills it was shows at the bills.
    const kinds = new Map(result.value.failed.map(({ error }) => [error.type, error]));
    for (const error of kinds.values()) notify(workbench.ui, { type: 'error', error });
    if (kinds.has('ErpOutOfReach')) break;
  }
  if (done > 0) notify(workbench.ui, { type: 'done', key: 'erp.done', params: { count: done } });
}
