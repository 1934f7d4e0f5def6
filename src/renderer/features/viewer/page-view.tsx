import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import type { ActionContext } from '../../actions/context.ts';
import { fitScale } from '../../actions/fit-scale.ts';
import { goToPage } from '../../actions/navigation.ts';
import { ClearedPage } from '../../components/cleared-page.tsx';
import { useText } from '../../components/text.tsx';
import { pagesAhead } from './look-ahead.ts';
import { PageCanvas } from './page-canvas.tsx';
import { pairOf } from './pair.ts';

/** The page in view, or it and its neighbour in the document side by side at one zoom. */
export function PageView({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const { ui, index } = context;
  const view = index.documentById.get(page.documentId);
  const all = ui.showsBlank && view ? [...view.pages, ...view.folded] : (view?.pages ?? []);
  const pages = all.toSorted((a, b) => a.rank - b.rank);
  const pair = ui.view === 'two' ? pairOf(pages, page) : [page];
  // A step of zoom starts from the page in view; its neighbour follows.
  const tellFit = (of: Page) => (now: number) => {
    if (of.id === page.id) fitScale.set({ now });
  };
  const ahead = pagesAhead(context);
  const picture = (one: Page) =>
    one.clearedAt === null ? (
      <PageCanvas
        page={one}
        context={context}
        ahead={one.id === page.id ? ahead : none}
        onFit={tellFit(one)}
      />
    ) : (
      <ClearedPage at={one.clearedAt} />
    );
  if (pair.length === 1) return picture(page);
  return (
    <Pair>
      {pair.map((one) => (
        <Side key={one.id} role="group" aria-current={one.id === page.id ? 'page' : undefined}>
          <Caption
            type="button"
            tabIndex={-1}
            aria-label={text('viewer.pair.page', { page: pages.indexOf(one) + 1, count: pages.length })}
            onClick={() => goToPage(context, one.id)}
          >
            {text('viewer.pair.page', { page: pages.indexOf(one) + 1, count: pages.length })}
          </Caption>
          {picture(one)}
        </Side>
      ))}
    </Pair>
  );
}

const none: readonly Page[] = [];

const Pair = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  minHeight: 0,
});
const Side = styled('div')({
  display: 'grid',
  gridTemplateRows: '26px minmax(0, 1fr)',
  minWidth: 0,
  minHeight: 0,
  '& + &': { borderLeft: '1px solid var(--line)' },
});
const Caption = styled('button')({
  justifySelf: 'center',
  alignSelf: 'center',
  border: 0,
  borderRadius: 999,
  height: 24,
  padding: '0 10px',
  font: 'inherit',
  fontSize: 12,
  color: 'var(--ink2)',
  background: 'transparent',
  cursor: 'pointer',
  '[aria-current=page] > &': { background: 'var(--accent-soft)', color: 'var(--accent-ink)' },
});
