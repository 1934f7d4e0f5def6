import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { HistoryEntry } from '../../../contract/history-shapes.ts';
import type { Text } from '../../../i18n/text.ts';
import { type Arrival, travel } from '../../actions/history-actions.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { type HistoryLine, historyLines } from './history-lines.ts';
import { StepList } from './step-list.tsx';

/** Every step that can be undone or redone; choosing one goes there. The tree beside it shows what that means. */
export function HistoryPanel({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const batchId = useStation((state) => state.batch?.tree.batch.id ?? null);
  const revision = useStation((state) => state.batch?.revision ?? 0);
  const [steps, setSteps] = useState<readonly HistoryEntry[] | null>(null);
  const [arrival, setArrival] = useState<Arrival | null>(null);

  useEffect(() => {
    let isCurrent = revision >= 0;
    if (!batchId) return;
    void workbench.station.client.ask('batch.history', { batchId }).then((result) => {
      if (isCurrent) setSteps(result.ok ? result.value : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [workbench, batchId, revision]);

  async function go(line: HistoryLine): Promise<void> {
    if (steps) setArrival(await travel(contextOf(workbench), steps, line.seq));
  }

  const lines = steps ? historyLines(steps) : [];
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      slotProps={{
        paper: { role: 'dialog', 'aria-labelledby': 'history-title' },
        backdrop: { invisible: true },
      }}
    >
      <Column>
        <Head>
          <h2 id="history-title">{text('history.title')}</h2>
          <Button onClick={onClose}>{text('app.dialog.close')}</Button>
        </Head>
        {steps && lines.length === 0 ? (
          <Empty
            icon={<HistoryOutlined />}
            title={text('history.none.title')}
            hint={text('history.none.hint')}
          />
        ) : (
          steps && <StepList lines={lines} onGo={(line) => void go(line)} />
        )}
        <Foot role="status" data-tone={arrival?.stopped ? 'bad' : 'quiet'}>
          {arrival ? arrivalWords(arrival, text) : text('history.hint')}
        </Foot>
      </Column>
    </Drawer>
  );
}

function arrivalWords({ direction, steps: count, stopped }: Arrival, text: Text): string {
  if (!stopped) return text(direction === 'back' ? 'history.wentBack' : 'history.wentForward', { count });
  const { what, todo } = wordError(stopped, text);
  return `${text('history.stopped', { count, what })} ${todo}`;
}

const Column = styled('div')({
  width: 440,
  maxWidth: '100vw',
  height: '100%',
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr) auto',
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '10px 8px 10px 16px',
  borderBottom: '1px solid var(--line)',
  '& h2': { flex: 1, margin: 0, fontSize: 15, fontWeight: 500 },
});
const Foot = styled('div')({
  padding: '8px 16px',
  fontSize: 12,
  color: 'var(--ink2)',
  borderTop: '1px solid var(--line)',
  gridRow: 3,
  '&[data-tone=bad]': { background: 'var(--bad-soft)', color: 'var(--bad)' },
});
