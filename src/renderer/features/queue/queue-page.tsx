import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useState } from 'react';
import type { BillId } from '../../../domain/ids.ts';
import { recaptureBill } from '../../actions/list-actions.ts';
import { openMatchPage } from '../../actions/match-page-actions.ts';
import { useSubmitToErp } from '../../actions/submit-to-erp.tsx';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Empty } from '../../components/empty.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useText } from '../../components/text.tsx';
import { discard, openBill, retryNow, setUrgency, takeBack } from './queue-actions.ts';
import { commandsFor, type QueueCommand, QueueCommands, queueKeys } from './queue-commands.tsx';
import { QueueDetails } from './queue-details.tsx';
import { exportBills } from './queue-files.ts';
import { type QueueFilter, queueFilters } from './queue-filter.ts';
import { QueueFilters } from './queue-filters.tsx';
import { QueueList } from './queue-list.tsx';
import { isOnItsWay } from './queue-row.tsx';
import { QueueTools } from './queue-tools.tsx';
import { useQueue } from './use-queue.ts';

/** Every submitted bill: where it stands on its way to the service and the ERP, why, and what can be done. */
export function QueuePage({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const [filter, setFilter] = useState<QueueFilter>('all');
  const { queue, more } = useQueue(queueFilters[filter]);
  const [cursor, setCursor] = useState<BillId | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<BillId>>(new Set());
  const [discarding, setDiscarding] = useState<readonly BillId[] | null>(null);
  const erp = useSubmitToErp();
  const lines = queue?.lines ?? [];
  const current = lines.find(({ billId }) => billId === cursor) ?? lines[0] ?? null;
  const chosen = lines.filter(({ billId }) => ticked.has(billId));
  const subjects = chosen.length > 0 ? chosen : current ? [current] : [];

  function tick(billId: BillId): void {
    const next = new Set(ticked);
    if (!next.delete(billId)) next.add(billId);
    setTicked(next);
  }

  function run(command: QueueCommand): void {
    const billIds = subjects.map(({ billId }) => billId);
    const waiting = subjects.filter(isOnItsWay).map(({ billId }) => billId);
    const [first] = subjects;
    if (!first) return;
    if (!commandsFor(subjects).includes(command)) {
      notify(workbench.ui, { type: 'refused', key: 'queue.notNow' });
      return;
    }
    switch (command) {
      case 'open':
        void openBill(workbench, first);
        return;
      case 'erp':
        erp.submit(subjects);
        return;
      case 'matchPage':
        void openMatchPage(contextOf(workbench), { billId: first.billId });
        return;
      case 'retry':
        void retryNow(workbench, billIds);
        return;
      case 'mend':
        void recaptureBill(contextOf(workbench), first.billId);
        return;
      case 'discard':
        setDiscarding(billIds);
        return;
      case 'export':
        void exportBills(workbench, billIds);
        return;
      case 'takeBack':
        void takeBack(workbench, billIds);
        return;
      case 'first':
      case 'usual':
        void setUrgency(workbench, { billIds: waiting }, command);
        return;
      case 'batchFirst':
        for (const batchId of new Set(subjects.filter(isOnItsWay).map((line) => line.batchId)))
          void setUrgency(workbench, { batchId }, 'first');
    }
  }

  function onKey(event: KeyboardEvent): void {
    const isTickAll = event.ctrlKey && event.key.toLowerCase() === 'a';
    const command = isTickAll || event.ctrlKey || event.altKey || event.metaKey ? null : commandOf(event);
    if (isTickAll) setTicked(new Set(lines.map(({ billId }) => billId)));
    else if (command) run(command);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth={false}
      aria-labelledby="queue-title"
      slotProps={{
        paper: { sx: { width: 'min(1440px, calc(100vw - 48px))', height: 'calc(100vh - 64px)' } },
      }}
    >
      <Page>
        <Head>
          <h2 id="queue-title">{text('queue.title')}</h2>
          <Quiet>{text('queue.keys')}</Quiet>
          <Button onClick={onClose}>{text('app.dialog.close')}</Button>
        </Head>
        {queue && <QueueTools totals={queue.totals} />}
        {queue && (
          <QueueFilters
            chosen={filter}
            totals={queue.totals}
            onChoose={(next) => {
              setFilter(next);
              setTicked(new Set());
            }}
          />
        )}
        {queue && lines.length === 0 && <Nothing filter={filter} />}
        {queue && lines.length > 0 && (
          <Halves>
            <QueueList
              lines={lines}
              cursor={current?.billId ?? null}
              ticked={ticked}
              onCursor={setCursor}
              onTick={tick}
              onKey={onKey}
              onEnd={more}
            />
            <QueueDetails line={current}>
              <div>
                {chosen.length > 0 && (
                  <Chosen>
                    <span role="status">{text('queue.chosen', { count: chosen.length })}</span>
                    <Button onClick={() => setTicked(new Set())}>{text('queue.chosen.clear')}</Button>
                  </Chosen>
                )}
                <QueueCommands lines={subjects} isAsking={erp.isAsking} onCommand={run} />
              </div>
            </QueueDetails>
          </Halves>
        )}
      </Page>
      {erp.question}
      {discarding && (
        <ReasonDialog
          title={text('queue.discard.title', { count: discarding.length })}
          hint={text('queue.discard.hint')}
          confirm={text('queue.discard')}
          onConfirm={(reason) => {
            setDiscarding(null);
            void discard(workbench, discarding, reason);
          }}
          onClose={() => setDiscarding(null)}
        />
      )}
    </Dialog>
  );
}

function Nothing({ filter }: { filter: QueueFilter }) {
  const text = useText();
  return filter === 'all' ? (
    <Empty icon={<CloudDoneOutlined />} title={text('queue.empty.title')} hint={text('queue.empty.hint')} />
  ) : (
    <Empty title={text('queue.empty.filtered')} />
  );
}

function commandOf({ key, shiftKey }: KeyboardEvent): QueueCommand | null {
  const pressed = key.length === 1 ? (shiftKey ? 'Shift+' : '') + key.toUpperCase() : key;
  const found = Object.entries(queueKeys).find(([, keys]) => keys === pressed);
  return (found?.[0] as QueueCommand | undefined) ?? null;
}

const Page = styled('div')({ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 });
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 16,
  padding: '0 8px 0 16px',
  height: 52,
  flex: 'none',
  borderBottom: '1px solid var(--line)',
  '& h2': { flex: 1, margin: 0, fontSize: 16, fontWeight: 500 },
});
const Quiet = styled('span')({ fontSize: 12, color: 'var(--ink3)' });
const Halves = styled('div')({
  flex: 1,
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 340px',
});
const Chosen = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '4px 8px 0 16px',
  fontSize: 12,
  color: 'var(--ink2)',
});
