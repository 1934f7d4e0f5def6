import ArticleOutlined from '@mui/icons-material/ArticleOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import HighQualityOutlined from '@mui/icons-material/HighQualityOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Tooltip from '@mui/material/Tooltip';
import { cursorBill, shownPage } from '../../actions/context.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import type { DetailsTab } from '../../actions/workbench-state.ts';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { isGivenUp } from '../../station/page-marks.ts';
import { BillMatchSection } from './bill-match.tsx';
import { CleanupStages } from './cleanup-stages.tsx';
import { PageHistory } from './page-history.tsx';
import { PageNotes } from './page-notes.tsx';
import { PageQuality } from './page-quality.tsx';
import { PageReading } from './page-reading.tsx';

const tabs: readonly { id: DetailsTab; Icon: typeof ArticleOutlined }[] = [
  { id: 'reading', Icon: ArticleOutlined },
  { id: 'match', Icon: FactCheckOutlined },
  { id: 'quality', Icon: HighQualityOutlined },
  { id: 'history', Icon: HistoryOutlined },
];

/** The right pane: what is known of the page in view and of its bill. */
export function DetailsPane() {
  const context = useActionContext();
  const text = useText();
  const { detailsTab, isRightFolded } = context.ui;
  const page = shownPage(context);
  const bill = cursorBill(context);
  const choose = (tab: DetailsTab) => context.workbench.set({ detailsTab: tab, isRightFolded: false });

  if (isRightFolded) {
    return (
      <Rail role="toolbar" aria-orientation="vertical" aria-label={text('app.pane.right')}>
        {tabs.map(({ id, Icon }) => (
          <Tooltip key={id} title={text(`details.tab.${id}`)} placement="left">
            <IconButton aria-label={text(`details.tab.${id}`)} onClick={() => choose(id)}>
              <Icon />
            </IconButton>
          </Tooltip>
        ))}
      </Rail>
    );
  }
  return (
    <Column>
      <Strip
        value={detailsTab}
        onChange={(_, tab: DetailsTab) => choose(tab)}
        aria-label={text('app.pane.right')}
      >
        {tabs.map(({ id }) => (
          <Tab
            key={id}
            value={id}
            id={`tab-${id}`}
            aria-controls="details-panel"
            label={text(`details.tab.${id}`)}
          />
        ))}
      </Strip>
      <Body role="tabpanel" id="details-panel" aria-labelledby={`tab-${detailsTab}`} tabIndex={-1}>
        {!page && detailsTab !== 'match' && (
          <Empty
            icon={<ArticleOutlined />}
            title={text('details.empty.title')}
            hint={text('details.empty.hint')}
          />
        )}
        {page && detailsTab === 'reading' && (
          <>
            <PageNotes page={page} context={context} />
            {!isGivenUp(page) && <PageReading page={page} context={context} />}
            <BillMatchSection context={context} bill={bill} extent="brief" />
            <PageQuality page={page} extent="brief" />
          </>
        )}
        {detailsTab === 'match' && <BillMatchSection context={context} bill={bill} extent="full" />}
        {page && detailsTab === 'quality' && (
          <>
            <PageNotes page={page} context={context} />
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
const Rail = styled('div')({ display: 'grid', justifyItems: 'center', gap: 4, paddingTop: 8 });
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
const Body = styled('div')({ overflowY: 'auto', overflowX: 'hidden', outline: 'none' });
