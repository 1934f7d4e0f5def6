import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { PageEvent } from '../../../contract/history-shapes.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { actWords, effectWords } from '../../components/effect-words.ts';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';

/** As many as are drawn at once. */
const portion = 30;

/** Everything that ever happened to the page, its document and bill, newest first; read again when the batch changes. */
export function PageHistory({ page }: { page: Page }) {
  const text = useText();
  const categoryName = useCategoryName();
  const { station } = useWorkbench();
  const revision = useStation((state) => state.batch?.revision ?? 0);
  const [events, setEvents] = useState<readonly PageEvent[] | null>(null);
  const [shown, setShown] = useState(portion);

  useEffect(() => {
    let isCurrent = revision >= 0;
    void station.client.ask('page.history', { pageId: page.id }).then((result) => {
      if (isCurrent) setEvents(result.ok ? result.value : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [station, page.id, revision]);

  if (!events) return <Empty title={text('history.loading')} />;
  if (events.length === 0) return <Empty title={text('history.empty')} />;
  const hidden = events.length - shown;
  return (
    <>
      <List>
        {events
          .toReversed()
          .slice(0, shown)
          .map((event, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing but its place tells one act from another like it
            <li key={`${event.at} ${event.act} ${at}`} data-quiet={isQuiet(event)}>
              <b>{eventWords(event, text)}</b>
              {event.effects.length > 0 && (
                <i>{effectWords(event.effects, text, categoryName).join(text('effect.join'))}</i>
              )}
              <span>
                {text('history.entry', {
                  operator: event.operator,
                  time: formatDateTime(event.at),
                })}
              </span>
            </li>
          ))}
      </List>
      {hidden > 0 && (
        <More onClick={() => setShown(shown + portion)}>
          {text('history.more', { count: Math.min(portion, hidden) })}
        </More>
      )}
    </>
  );
}

/** As the bars name it: `Undo: move`. */
export function eventWords({ act, label }: PageEvent, text: Text): string {
  if (label !== null && (act === 'undo' || act === 'redo'))
    return text(`history.${act}`, { act: actWords(label, text) });
  return actWords(act, text);
}

/** What the machine did by itself, beside what people did. */
export function isQuiet({ act }: PageEvent): boolean {
  return act === 'read' || act === 'cleanup.rerun';
}

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: '12px 16px 12px 32px',
  '& li': {
    position: 'relative',
    paddingBottom: 16,
    display: 'grid',
  },
  '& li::before': {
    content: '""',
    position: 'absolute',
    left: -16,
    top: 6,
    width: 8,
    height: 8,
    borderRadius: '50%',
    background: 'var(--accent)',
  },
  '& li:not(:last-child)::after': {
    content: '""',
    position: 'absolute',
    left: -13,
    top: 18,
    bottom: -2,
    width: 2,
    background: 'var(--line)',
  },
  '& b': { fontWeight: 500 },
  '& b::first-letter': { textTransform: 'uppercase' },
  '& span': { fontSize: 12, color: 'var(--ink2)' },
  '& i': { fontStyle: 'normal', color: 'var(--ink2)', overflowWrap: 'anywhere' },
  '& li[data-quiet=true] b': { fontWeight: 400, color: 'var(--ink3)' },
  '& li[data-quiet=true]::before': { background: 'var(--edge)' },
});
const More = styled(Button)({ margin: '0 0 16px 24px' });
