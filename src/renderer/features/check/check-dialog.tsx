import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CheckedBill, CheckReply } from '../../../contract/check.ts';
import { comparedOf } from '../../../domain/rules/match-evidence.ts';
import { schemeOf, usualCompare } from '../../../domain/rules/scheme.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { FullDialog, FullHead } from '../../components/full-dialog.tsx';
import { Thumbnail } from '../../components/picture.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { CheckButtons } from './check-buttons.tsx';
import {
  type ExpectedLine,
  expectedLines,
  leftOf,
  likelyScan,
  type ScanLine,
  scanLines,
} from './check-sides.ts';
import { ComparePane } from './compare-pane.tsx';
import { invoiceLine } from './invoice-line.tsx';
import { pictureOf } from './scan-picture.tsx';
import { SideList } from './side-list.tsx';
import { type OpenedCheck, useCheck } from './use-check.ts';

/** 人工核签: what the ERP expects on the left, what was scanned beside it, and the picture to judge by. */
export function CheckDialog({ bill, onClose }: { bill: CheckedBill; onClose: () => void }) {
  const text = useText();
  const opened = useCheck(bill);
  const { check, error } = opened;
  const words = error && wordError(error, text);
  return (
    <FullDialog titleId="check-title" onClose={onClose}>
      {check ? (
        <CheckDesk bill={bill} check={check} opened={opened} onClose={onClose} />
      ) : (
        <Waiting>
          <h2 id="check-title">{text('check.title')}</h2>
          {words ? (
            <Empty title={words.what} hint={words.todo} />
          ) : (
            <LinearProgress aria-label={text('list.loading')} />
          )}
          <div>
            {words && <Button onClick={() => void opened.reload()}>{text('check.tryAgain')}</Button>}
            <Button variant="contained" onClick={onClose}>
              {text('app.dialog.close')}
            </Button>
          </div>
        </Waiting>
      )}
    </FullDialog>
  );
}

interface CheckDeskProps {
  bill: CheckedBill;
  check: CheckReply;
  opened: OpenedCheck;
  onClose: () => void;
}

function CheckDesk({ bill, check, opened, onClose }: CheckDeskProps) {
  const text = useText();
  const [chosen, setChosen] = useState<{ expected: string | null; scan: string | null }>({
    expected: null,
    scan: null,
  });
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const confirm = useRef<() => void>(() => undefined);
  const schemes = useStation((state) => state.batch?.facts.schemes ?? null);
  const rules = (schemes && schemeOf(schemes, check.billNumber)) ?? usualCompare;

  const expectedSide = expectedLines(check);
  const scanSide = scanLines(check);
  const expected = pick<ExpectedLine>(expectedSide, chosen.expected);
  const likely = expected ? likelyScan(expected, scanSide) : pick<ScanLine>(scanSide, null);
  const scan = scanSide.find(({ key }) => key === chosen.scan) ?? likely;
  const words = opened.error && wordError(opened.error, text);
  const { verdict } = check;
  // Also after a decision: the button that was pressed may be shut now, and would keep the keyboard from everything.
  useEffect(() => {
    void verdict;
    setChosen({ expected: null, scan: null });
    (left.current ?? right.current)?.focus();
  }, [verdict]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    confirm.current();
  }

  return (
    <Frame onKeyDown={onKeyDown}>
      <Head>
        <h2 id="check-title">{text('check.title.bill', { number: check.billNumber })}</h2>
        <Chip tone={check.state.outcome === 'matched' ? 'done' : 'warn'}>
          {text(`list.state.${check.state.outcome}`)}
        </Chip>
        <output>{text('check.left', { expected: leftOf(expectedSide), scans: leftOf(scanSide) })}</output>
        <span>{text('check.revision', { revision: check.state.latestRevision })}</span>
        {bill.stationId !== undefined && <Chip tone="quiet">{text('check.otherStation')}</Chip>}
      </Head>
      <Notes>
        {words && (
          <Note data-tone="warn">
            <b>{words.what}</b>
            <div>{words.todo}</div>
          </Note>
        )}
        {check.state.returned && (
          <Note>
            {text('return.told', { by: check.state.returned.by, reason: check.state.returned.reason })}
          </Note>
        )}
        {opened.isBusy && <LinearProgress aria-label={text('list.loading')} />}
      </Notes>
      <Sides>
        <SideList<ExpectedLine>
          id="check-expected"
          title={text('check.side.expected', { count: expectedSide.length })}
          empty={text('check.side.expected.empty')}
          lines={expectedSide}
          current={expected?.key ?? null}
          list={left}
          line={({ invoice }) => invoiceLine(invoice, text)}
          onChoose={(key) => setChosen({ expected: key, scan: null })}
          onEnter={() => confirm.current()}
        />
        <SideList<ScanLine>
          id="check-scanned"
          title={text('check.side.scanned', { count: scanSide.length })}
          empty={text('check.side.scanned.empty')}
          lines={scanSide}
          current={scan?.key ?? null}
          list={right}
          line={({ scan: { invoice, pages } }) =>
            invoiceLine(
              { ...invoice, ...comparedOf(invoice) },
              text,
              pages[0] ? (
                <Thumbnail url={pictureOf(bill, pages[0], 'thumbnail')} width={38} height={52} turn={0} />
              ) : null,
            )
          }
          onChoose={(key) => setChosen({ expected: expected?.key ?? null, scan: key })}
          onEnter={() => confirm.current()}
        />
        <ComparePane bill={bill} expected={expected} scan={scan} rules={rules} />
      </Sides>
      <CheckButtons
        bill={bill}
        check={check}
        opened={opened}
        expected={expected}
        scan={scan}
        confirm={confirm}
        onClose={onClose}
      />
    </Frame>
  );
}

function pick<L extends { readonly key: string }>(lines: readonly L[], key: string | null): L | null {
  return lines.find((line) => line.key === key) ?? lines[0] ?? null;
}

const Frame = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: '52px auto minmax(0, 1fr) 56px',
  background: 'var(--panel)',
});
const Head = styled(FullHead)({
  '& output': { flex: 1 },
  '& > span:last-child': { fontSize: 12, color: 'var(--ink3)' },
});
const Notes = styled('div')({ padding: '0 16px', '& > *': { margin: '8px 0' } });
const Sides = styled('div')({
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: 'minmax(280px, 3fr) minmax(320px, 3.4fr) minmax(420px, 5fr)',
});
const Waiting = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: '52px minmax(0, 1fr) 56px',
  padding: '0 16px',
  '& h2': { margin: 0, fontSize: 16, fontWeight: 500, lineHeight: '52px' },
  '& > :last-child': { display: 'flex', gap: 8, justifyContent: 'flex-end', alignItems: 'center' },
});
