import ArticleOutlined from '@mui/icons-material/ArticleOutlined';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Tooltip from '@mui/material/Tooltip';
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react';
import { ActionTip } from '../../actions/action-tip.tsx';
import { cursorBill, shownPage } from '../../actions/context.ts';
import { detailsActions, shownTab } from '../../actions/details-actions.ts';
import { ariaKeys } from '../../actions/keys.ts';
import { useActionContext, useKeys, useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import { type DetailsTab, detailsTabs } from '../../actions/workbench-state.ts';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { isGivenUp } from '../../station/page-marks.ts';
import { BillMatchSection } from './bill-match.tsx';
import { BillPaper } from './bill-paper.tsx';
import { CleanupStages } from './cleanup-stages.tsx';
import { FileNotes } from './file-notes.tsx';
import { PageHistory } from './page-history.tsx';
import { PageKeeping } from './page-keeping.tsx';
import { PageNotes } from './page-notes.tsx';
import { PageQuality } from './page-quality.tsx';
import { PageReading } from './page-reading.tsx';
import { SentBack } from './sent-back.tsx';
import { SentBefore } from './sent-before.tsx';

/** The right pane: what is known of the page in view and of its bill. */
export function DetailsPane() {
  const isFolded = useUi((ui) => ui.isRightFolded);
  // Kept here: a pane that unfolds because the keyboard is to go there was not there when it was asked for.
  const answered = useRef(useWorkbench().ui.get().focusDetails);
  return isFolded ? <Rail /> : <Details answered={answered} />;
}

/** Folded away: what it could show, one icon each. */
const Rail = memo(function Rail() {
  const text = useText();
  return (
    <RailBox role="toolbar" aria-orientation="vertical" aria-label={text('app.pane.right')}>
      {detailsTabs.map((id) => (
        <RailButton key={id} tab={id} />
      ))}
    </RailBox>
  );
});

function RailButton({ tab }: { tab: DetailsTab }) {
  const workbench = useWorkbench();
  const text = useText();
  const { icon: Icon, keys } = useTab(tab);
  const name = text(`details.tab.${tab}`);
  return (
    <Tooltip title={<ActionTip name={name} keys={keys} refusal={null} hint={undefined} />} placement="left">
      <IconButton
        aria-label={name}
        aria-keyshortcuts={ariaKeys(keys[0])}
        onClick={() => workbench.ui.set((now) => shownTab(now, tab))}
      >
        {Icon && <Icon />}
      </IconButton>
    </Tooltip>
  );
}

/** `others`: what the strip gives each of its tabs. */
function DetailsTabButton({ value, ...others }: { value: DetailsTab }) {
  const text = useText();
  const { keys } = useTab(value);
  const name = text(`details.tab.${value}`);
  return (
    <Tooltip title={<ActionTip name={name} keys={keys} refusal={null} hint={undefined} />}>
      <Tab
        {...others}
        value={value}
        id={`tab-${value}`}
        aria-controls="details-panel"
        aria-keyshortcuts={ariaKeys(keys[0])}
        label={name}
      />
    </Tooltip>
  );
}

/** Icon of a tab, and the keys its action has now. */
function useTab(tab: DetailsTab) {
  const keysNow = useKeys();
  const action = detailsActions[detailsTabs.indexOf(tab)];
  return { icon: action?.icon ?? null, keys: action ? keysNow(action) : [] };
}

/** For itself: whenever they are drawn tabs measure where they stand, and the window is laid out for it. */
const TabStrip = memo(function TabStrip({ shown }: { shown: DetailsTab }) {
  const { ui } = useWorkbench();
  const text = useText();
  return (
    <Strip
      value={shown}
      onChange={(_, tab: DetailsTab) => ui.set((now) => shownTab(now, tab))}
      aria-label={text('app.pane.right')}
    >
      {detailsTabs.map((id) => (
        <DetailsTabButton key={id} value={id} />
      ))}
    </Strip>
  );
});

function Details({ answered }: { answered: RefObject<number> }) {
  const context = useActionContext();
  const text = useText();
  const { detailsTab } = context.ui;
  const page = shownPage(context);
  const bill = cursorBill(context);
  const body = useRef<HTMLDivElement>(null);
  const { focusDetails } = context.ui;

  useEffect(() => {
    if (answered.current === focusDetails) return;
    answered.current = focusDetails;
    body.current?.focus();
  }, [focusDetails, answered]);

  /** Esc goes back to the tree; a list that hangs from a field of the pane has it for itself. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    event.preventDefault();
    context.workbench.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  }

  return (
    <Column id="details-pane" onKeyDown={onKeyDown}>
      <TabStrip shown={detailsTab} />
      <Body ref={body} role="tabpanel" id="details-panel" aria-labelledby={`tab-${detailsTab}`} tabIndex={-1}>
        {!page && detailsTab !== 'match' && (
          <Empty
            icon={<ArticleOutlined />}
            title={text('details.empty.title')}
            hint={text('details.empty.hint')}
          />
        )}
        {page && detailsTab === 'reading' && (
          <>
            {bill && <SentBack context={context} billId={bill.bill.id} pageId={page.id} />}
            {bill && <BillPaper bill={bill.bill} />}
            <PageKeeping page={page} />
            <PageNotes page={page} context={context} />
            <SentBefore page={page} context={context} />
            {!isGivenUp(page) && <PageReading page={page} context={context} />}
            <FileNotes page={page} />
            <BillMatchSection context={context} bill={bill} extent="brief" />
            <PageQuality page={page} extent="brief" />
          </>
        )}
        {detailsTab === 'match' && (
          <>
            {bill && <SentBack context={context} billId={bill.bill.id} pageId={null} />}
            {bill && <BillPaper bill={bill.bill} />}
            <BillMatchSection context={context} bill={bill} extent="full" />
          </>
        )}
        {page && detailsTab === 'quality' && (
          <>
            <PageKeeping page={page} />
            <PageNotes page={page} context={context} />
            <FileNotes page={page} />
            <CleanupStages page={page} context={context} />
            <PageQuality page={page} extent="full" />
          </>
        )}
        {page && detailsTab === 'history' && <PageHistory page={page} />}
      </Body>
    </Column>
  );
}

const Column = styled('div')({ height: '100%', display: 'grid', gridTemplateRows: '40px minmax(0, 1fr)' });
const RailBox = styled('div')({ display: 'grid', justifyItems: 'center', gap: 4, paddingTop: 8 });
const Strip = styled(Tabs)({
  minHeight: 40,
  borderBottom: '1px solid var(--line)',
  padding: '0 8px',
  '& .MuiTab-root': {
    minHeight: 40,
    minWidth: 0,
    padding: '0 12px',
    textTransform: 'none',
    fontSize: 13,
    fontWeight: 400,
    color: 'var(--ink2)',
  },
  '& .MuiTab-root.Mui-selected': { color: 'var(--accent-ink)', fontWeight: 500 },
});
const Body = styled('div')({
  overflowY: 'auto',
  overflowX: 'hidden',
  outline: 'none',
  '&:focus-visible': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
