import { styled } from '@mui/material/styles';
import { useCallback } from 'react';
import { latestCapture } from '../actions/context.ts';
import { countOf } from '../actions/counting.ts';
import { contextOf, useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import { notify } from '../actions/workbench-state.ts';
import { Splitter } from '../components/splitter.tsx';
import { useText } from '../components/text.tsx';
import { DetailsPane } from '../features/details/details-pane.tsx';
import { CountPanel } from '../features/scan/count-panel.tsx';
import { FaultPanel } from '../features/scan/fault-panel.tsx';
import { ScanProgress } from '../features/scan/scan-progress.tsx';
import { TreePane } from '../features/tree/tree-pane.tsx';
import { ViewerPane } from '../features/viewer/viewer-pane.tsx';
import { EditBar } from './edit-bar.tsx';
import { FileDrop } from './file-drop.tsx';
import { useCaptureEnds, useFollowTree } from './follow-tree.ts';
import { Notices } from './notices.tsx';
import { type LookChoices, Panels } from './panels.tsx';
import { useShortcuts } from './shortcuts.ts';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

interface WindowProps extends LookChoices {
  mode: 'light' | 'dark';
}

/** Three panes between two thin bars and the status bar. */
export function Window(props: WindowProps) {
  const workbench = useWorkbench();
  const text = useText();
  const ui = useUi((state) => state);
  useShortcuts(workbench);
  useFollowTree(workbench);
  useCaptureEnds(useCallback((jobId) => tellEnd(workbench, jobId), [workbench]));
  const columns = [
    ui.isLeftFolded ? '0' : `${ui.leftWidth}px`,
    '1px',
    'minmax(0, 1fr)',
    '1px',
    ui.isRightFolded ? '44px' : `${ui.rightWidth}px`,
  ].join(' ');
  return (
    <Frame>
      <TopBar />
      <EditBar />
      <Panes style={{ gridTemplateColumns: columns }}>
        <Left aria-label={text('app.pane.left')} hidden={ui.isLeftFolded}>
          <Fill>
            <TreePane />
          </Fill>
          <ScanProgress />
        </Left>
        <Splitter
          pane="left"
          label={text('app.pane.resizeLeft')}
          width={ui.leftWidth}
          min={264}
          max={560}
          onWidth={(leftWidth) => workbench.ui.set({ leftWidth, isLeftFolded: false })}
        />
        <Middle aria-label={text('app.pane.middle')}>
          <ViewerPane />
          <CountPanel />
          <FaultPanel />
        </Middle>
        <Splitter
          pane="right"
          label={text('app.pane.resizeRight')}
          width={ui.rightWidth}
          min={264}
          max={560}
          onWidth={(rightWidth) => workbench.ui.set({ rightWidth, isRightFolded: false })}
        />
        <Right aria-label={text('app.pane.right')}>
          <DetailsPane />
        </Right>
      </Panes>
      <StatusBar
        mode={props.mode}
        onToggleTheme={() => props.onTheme(props.mode === 'light' ? 'dark' : 'light')}
      />
      <Panels {...props} />
      <Notices />
      <FileDrop />
    </Frame>
  );
}

/** A capture that ended well is told in one line; a fault and a count that differs have their own panels. */
function tellEnd(workbench: ReturnType<typeof useWorkbench>, jobId: string): void {
  const { batch } = contextOf(workbench);
  const job = latestCapture(batch);
  const count = batch && job && countOf(batch, job.id);
  if (job?.id !== jobId) return;
  const { sheetsFed: sheets, sidesTaken: sides, sidesBlank: blank } = job;
  // Files that failed have a panel of their own.
  const files = job.filesDone - job.failures.length;
  if (job.state === 'cancelled') {
    if (count?.state === 'differs') workbench.ui.set({ countOf: count.first });
    notify(workbench.ui, { type: 'done', key: 'scan.cancelled', params: { sides } });
  } else if (job.kind === 'scan' && count?.state === 'differs' && job.state === 'done') {
    workbench.ui.set({ countOf: count.first });
  } else if (job.state === 'done' && job.kind === 'scan' && count?.state === 'agrees') {
    const params = { sheets: count.fed, sides, blank };
    notify(workbench.ui, { type: 'done', key: 'scan.done.counted', params });
  } else if (job.state === 'done' && job.kind === 'scan') {
    notify(workbench.ui, { type: 'done', key: 'scan.done.scan', params: { sheets, sides, blank } });
  } else if (job.state === 'done' && files > 0) {
    notify(workbench.ui, { type: 'done', key: 'scan.done.import', params: { files, sides } });
  }
}

const Frame = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: '48px 44px minmax(0, 1fr) 30px',
  gridTemplateColumns: 'minmax(0, 1fr)',
});
const Panes = styled('main')({ display: 'grid', minHeight: 0 });
const Left = styled('aside')({
  background: 'var(--panel)',
  minHeight: 0,
  minWidth: 0,
  overflow: 'hidden',
  display: 'grid',
  gridTemplateRows: 'minmax(0, 1fr) auto',
  '&[hidden]': { display: 'block', visibility: 'hidden' },
});
const Fill = styled('div')({ minHeight: 0 });
const Middle = styled('section')({ position: 'relative', minWidth: 0, minHeight: 0 });
const Right = styled('aside')({ background: 'var(--panel)', minHeight: 0, minWidth: 0, overflow: 'hidden' });
