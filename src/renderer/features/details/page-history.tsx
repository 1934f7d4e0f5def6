import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../../contract/queries.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { isMessageKey, type Text } from '../../../i18n/text.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';

/** Everything that ever happened to the page, newest first; read again when the batch changes. */
export function PageHistory({ page }: { page: Page }) {
  const text = useText();
  const { station } = useWorkbench();
  const revision = useStation((state) => state.batch?.revision ?? 0);
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);

  useEffect(() => {
    let isCurrent = revision >= 0;
    void station.client.ask('page.history', { pageId: page.id }).then((result) => {
      if (isCurrent) setEntries(result.ok ? result.value : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [station, page.id, revision]);

  if (!entries) return <Empty title={text('history.loading')} />;
  if (entries.length === 0) return <Empty title={text('history.empty')} />;
  return (
    <List>
      {entries.toReversed().map((entry) => (
        <li key={`${entry.at} ${entry.act} ${entry.detail}`}>
          <b>{actWords(entry.act, text)}</b>
          <span>
            {text('history.entry', {
              operator: entry.operator,
              time: formatDateTime(entry.at, text.language),
            })}
          </span>
        </li>
      ))}
    </List>
  );
}

function actWords(act: string, text: Text): string {
  const key = `act.${act}`;
  return key !== 'act.unknown' && isMessageKey(key) ? text(key) : text('act.unknown', { act });
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
});
