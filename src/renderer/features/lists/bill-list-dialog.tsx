import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { BillLine } from '../../../contract/bill-list.ts';
import type { CheckedBill } from '../../../contract/check.ts';
import type { BillId } from '../../../domain/ids.ts';
import { erpPageOf } from '../../../domain/rules/bill-standing.ts';
import { told } from '../../actions/context.ts';
import { openCheck, showBill } from '../../actions/list-actions.ts';
import { openMatchPage } from '../../actions/match-page-actions.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { FullDialog, FullHead } from '../../components/full-dialog.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { exportList, type ListFormat } from './export-list.ts';
import { type ListName, listColumns } from './list-columns.ts';
import { ListFilterBar } from './list-filter.tsx';
import { keyOf, ListTable } from './list-table.tsx';
import { type Asked, useBillList } from './use-bill-list.ts';

const usual: Asked = {
  filter: { state: [], number: '', batch: '', operator: '', station: '', from: null, to: null },
  sort: 'receivedAt',
  order: 'desc',
};

/** How each list was left: back from a bill it stands as it stood. */
const left = new Map<ListName, { asked: Asked; current: string | null }>();

/** 采集匹配结果 and 单据签收列表: all bills of the service, found, sorted, opened and written to a file. */
export function BillListDialog(props: {
  list: ListName;
  /** What it is narrowed to from the start; null: it stands as it was left. */
  number: string | null;
  onClose: () => void;
}) {
  const { list, onClose } = props;
  const workbench = useWorkbench();
  const text = useText();
  const [asked, setAsked] = useState(() =>
    props.number === null
      ? (left.get(list)?.asked ?? usual)
      : { ...usual, filter: { ...usual.filter, number: props.number } },
  );
  const ask = (next: Asked) => {
    setAsked(next);
    // Found anew, the list begins at its top.
    setChosen(null);
  };
  const [chosen, setChosen] = useState(left.get(list)?.current ?? null);
  const [isExporting, setIsExporting] = useState(false);
  const found = useBillList(asked);
  const number = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const line = found.lines.find((one) => keyOf(one) === chosen) ?? found.lines[0] ?? null;
  const current = line === null ? null : keyOf(line);
  useEffect(() => void left.set(list, { asked, current }), [list, asked, current]);
  const hasLines = found.lines.length > 0;
  useEffect(() => {
    if (hasLines && document.activeElement?.tagName !== 'INPUT') grid.current?.focus();
  }, [hasLines]);

  const isNarrowed = JSON.stringify(asked.filter) !== JSON.stringify(usual.filter);
  const words = found.error && wordError(found.error, text);
  const isOwn = line !== null && line.stationId === found.stationId;
  const billOf = ({ billUuid }: BillLine): BillId => `bill:${billUuid}`;

  function named(one: BillLine): CheckedBill {
    const isHere = one.stationId === found.stationId;
    return { billId: billOf(one), ...(isHere ? {} : { stationId: one.stationId }) };
  }
  function check(one: BillLine): void {
    openCheck(contextOf(workbench), named(one), list);
  }
  function matchPage(one: BillLine): void {
    if (erpPageOf(one) === 'there') void openMatchPage(contextOf(workbench), named(one));
  }
  async function open(one: BillLine): Promise<void> {
    const context = contextOf(workbench);
    const answer = await workbench.station.client.ask('bill.batch', { billId: billOf(one) });
    if (!told(context, answer)) return;
    const { batchId } = answer.value;
    if (batchId === null) notify(workbench.ui, { type: 'refused', key: 'refusal.otherStation' });
    else await showBill(context, billOf(one), batchId);
  }
  async function write(format: ListFormat): Promise<void> {
    setIsExporting(true);
    const done = await exportList(workbench.station.client, list, asked, format, text);
    setIsExporting(false);
    if (told(contextOf(workbench), done))
      notify(workbench.ui, { type: 'done', key: 'list.exported', params: { count: done.value } });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const isHeld = event.ctrlKey || event.metaKey;
    if (isHeld && event.key.toLowerCase() === 'f') number.current?.select();
    else if (isHeld && event.key.toLowerCase() === 'r') found.refresh();
    else if (isHeld && event.key.toLowerCase() === 's') void write(event.shiftKey ? 'csv' : 'xlsx');
    else if (event.key === 'ArrowDown' && event.target === number.current) grid.current?.focus();
    else return;
    event.preventDefault();
  }

  return (
    <FullDialog titleId="bill-list-title" onClose={onClose} onKeyDown={onKeyDown}>
      <Frame>
        <FullHead>
          <h2 id="bill-list-title">{text(`list.title.${list}`)}</h2>
          <output>{text('list.total', { count: found.total })}</output>
          <span style={{ flex: 1 }} />
          <Button disabled={!hasLines || isExporting} onClick={() => void write('xlsx')}>
            {text('list.export.xlsx')}
          </Button>
          <Button disabled={!hasLines || isExporting} onClick={() => void write('csv')}>
            {text('list.export.csv')}
          </Button>
          <Tooltip title={text('list.refresh')}>
            <IconButton aria-label={text('list.refresh')} onClick={found.refresh}>
              <RefreshOutlined />
            </IconButton>
          </Tooltip>
        </FullHead>
        <ListFilterBar
          filter={asked.filter}
          first={number}
          onFilter={(filter) => ask({ ...asked, filter })}
        />
        <Notes>
          {found.from === 'station' && <Note data-tone="warn">{text('list.offline')}</Note>}
          {words && (
            <Note>
              <b>{words.what}</b>
              <div>{words.todo}</div>
            </Note>
          )}
          {found.isLoading && <LinearProgress aria-label={text('list.loading')} />}
        </Notes>
        {hasLines || found.isLoading ? (
          <ListTable
            label={text(`list.title.${list}`)}
            columns={listColumns[list]}
            lines={found.lines}
            total={found.total}
            asked={asked}
            current={current}
            grid={grid}
            onSort={(sort) => ask({ ...asked, sort, order: orderAfter(asked, sort) })}
            onChoose={setChosen}
            onEnter={check}
            onKey={(key, one) => {
              if (key.toLowerCase() === 'o') void open(one);
              else if (key.toLowerCase() === 'k') matchPage(one);
              else return false;
              return true;
            }}
            onEnd={found.loadMore}
          />
        ) : (
          <Empty
            title={text(isNarrowed ? 'list.empty.filtered' : 'list.empty.title')}
            hint={text(isNarrowed ? 'list.empty.filtered.hint' : 'list.empty.hint')}
          >
            {isNarrowed && (
              <Button onClick={() => ask({ ...asked, filter: usual.filter })}>
                {text('list.filter.clear')}
              </Button>
            )}
          </Empty>
        )}
        <Foot>
          <span>{text('list.hint')}</span>
          {line && erpPageOf(line) === 'there' && (
            <Button variant="outlined" onClick={() => matchPage(line)}>
              {text('action.openMatchPage')}
            </Button>
          )}
          <Button disabled={line === null} variant="outlined" onClick={() => line && check(line)}>
            {text('action.checkByHand')}
          </Button>
          <Button disabled={!isOwn} variant="outlined" onClick={() => line && void open(line)}>
            {text('list.open')}
          </Button>
          <Button variant="contained" onClick={onClose}>
            {text('app.dialog.close')}
          </Button>
        </Foot>
      </Frame>
    </FullDialog>
  );
}

/** The same heading turns the order round; the newest come first, numbers and names from their beginning. */
function orderAfter(asked: Asked, sort: Asked['sort']): Asked['order'] {
  if (asked.sort === sort) return asked.order === 'asc' ? 'desc' : 'asc';
  return sort === 'receivedAt' ? 'desc' : 'asc';
}

const Frame = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: '52px auto auto minmax(0, 1fr) 52px',
  background: 'var(--panel)',
});
const Notes = styled('div')({ padding: '0 16px', '& > *': { marginBottom: 8 } });
const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 16px',
  borderTop: '1px solid var(--line)',
  '& > span': { flex: 1, fontSize: 12, color: 'var(--ink2)' },
});
