import { styled } from '@mui/material/styles';
import { Activity, useCallback, useState } from 'react';
import type { ActionContext } from '../actions/context.ts';
import { showsSheet } from '../actions/shows-sheet.ts';
import { useNow, useWorkbench } from '../actions/workbench-provider.tsx';
import { paneWidth } from '../actions/workbench-state.ts';
import { Splitter } from '../components/splitter.tsx';
import { useText } from '../components/text.tsx';
import { DetailsPane } from '../features/details/details-pane.tsx';
import { CountPanel } from '../features/scan/count-panel.tsx';
import { FaultPanel } from '../features/scan/fault-panel.tsx';
import { ScanProgress } from '../features/scan/scan-progress.tsx';
import type { WindowChoices } from '../features/settings/window-part.tsx';
import { SessionCover } from '../features/sign-in/session-cover.tsx';
import { TreePane } from '../features/tree/tree-pane.tsx';
import { ViewerPane } from '../features/viewer/viewer-pane.tsx';
import { EditBar } from './edit-bar.tsx';
import { FileDrop } from './file-drop.tsx';
import { useFoldByWidth } from './fold-by-width.ts';
import { useCaptureEnds } from './follow-tree.ts';
import { useFullScreen } from './full-screen.ts';
import { useIdleLock } from './idle-lock.ts';
import { LatePanels, LateSheet, useLateParts } from './late-parts.tsx';
import { Notices } from './notices.tsx';
import { useShortcuts } from './shortcuts.ts';
import { StatusBar } from './status-bar.tsx';
import { tellEnd } from './tell-end.ts';
import { TopBar } from './top-bar.tsx';
import { Work } from './work.tsx';

interface WindowProps extends WindowChoices {
  mode: 'light' | 'dark';
}

/** Three panes between two thin bars and the status bar. */
export function Window(props: WindowProps) {
  const workbench = useWorkbench();
  const text = useText();
  const { isLeftFolded, leftWidth, isRightFolded, rightWidth, isSheet } = useNow(layoutNow);
  useShortcuts(workbench);
  useIdleLock(workbench);
  useFoldByWidth(workbench);
  useLateParts();
  const columns = [
    isLeftFolded ? '0' : `${leftWidth}px`,
    '1px',
    'minmax(0, 1fr)',
    '1px',
    isRightFolded ? '44px' : `${rightWidth}px`,
  ].join(' ');
  const { mode } = props;
  return (
    <>
      <Work>
        <Frame>
          <TopBar />
          <EditBar />
          <Panes style={{ gridTemplateColumns: columns }}>
            <Left aria-label={text('app.pane.left')} hidden={isLeftFolded}>
              <Fill>
                <TreePane />
              </Fill>
              <ScanProgress />
            </Left>
            <Splitter
              pane="left"
              label={text('app.pane.resizeLeft')}
              width={leftWidth}
              min={paneWidth.min}
              max={paneWidth.max}
              onWidth={(width) => workbench.ui.set({ leftWidth: width, isLeftFolded: false })}
            />
            <Middle aria-label={text('app.pane.middle')}>
              <Views isSheet={isSheet} />
              <CountPanel />
              <FaultPanel />
            </Middle>
            <Splitter
              pane="right"
              label={text('app.pane.resizeRight')}
              width={rightWidth}
              min={paneWidth.min}
              max={paneWidth.max}
              onWidth={(width) =>
                workbench.ui.set({ rightWidth: width, isRightFolded: false, rightFoldBy: 'hand' })
              }
            />
            <Right aria-label={text('app.pane.right')}>
              <DetailsPane />
            </Right>
          </Panes>
          <StatusBar mode={mode} />
          <LatePanels {...props} />
          <Notices />
          <FileDrop />
          <Follower />
        </Frame>
      </Work>
      <SessionCover />
    </>
  );
}

/** The one not shown keeps what it drew, and hears of nothing until it is: to and fro, neither is made anew. */
function Views({ isSheet }: { isSheet: boolean }) {
  const [hadSheet, setHadSheet] = useState(isSheet);
  if (isSheet && !hadSheet) setHadSheet(true);
  return (
    <>
      <Activity mode={isSheet ? 'hidden' : 'visible'}>
        <ViewerPane />
      </Activity>
      {hadSheet && (
        <Activity mode={isSheet ? 'visible' : 'hidden'}>
          <LateSheet />
        </Activity>
      )}
    </>
  );
}

/** Draws nothing. It looks at every change, which the window around it has no need to. */
function Follower() {
  const workbench = useWorkbench();
  useFullScreen(workbench);
  useCaptureEnds(useCallback((jobId) => tellEnd(workbench, jobId), [workbench]));
  return null;
}

function layoutNow({ ui }: ActionContext) {
  const { isLeftFolded, leftWidth, isRightFolded, rightWidth } = ui;
  return { isLeftFolded, leftWidth, isRightFolded, rightWidth, isSheet: showsSheet(ui) };
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
