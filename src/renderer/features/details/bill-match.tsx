import { styled } from '@mui/material/styles';
import type { ActionContext } from '../../actions/context.ts';
import { goToDocument } from '../../actions/navigation.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { ResultList } from '../../components/result-list.tsx';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { billMatch } from '../../station/matches.ts';
import { scannedInvoice } from '../../station/scanned-invoice.ts';
import type { BillView } from '../../station/tree-index.ts';

interface BillMatchProps {
  context: ActionContext;
  bill: BillView | null;
  /** `brief`: verdicts alone; `full`: with evidence and what to do. */
  extent: 'brief' | 'full';
}

/** Expected against scanned of the bill the cursor is in, while the feeder still runs and offline too. */
export function BillMatchSection({ context, bill, extent }: BillMatchProps) {
  const text = useText();
  const workbench = useWorkbench();
  if (!context.batch || !bill) return extent === 'full' ? <Empty title={text('match.noBill')} /> : null;
  const match = billMatch(context.batch, bill.bill.id);
  if (match.from === 'unknown') {
    return (
      <Section title={text('match.title')}>
        <Quiet>{text('match.noExpected')}</Quiet>
        <Quiet>{text('match.noExpected.hint')}</Quiet>
      </Section>
    );
  }
  return (
    <Section title={text('match.title.count', { matched: match.matched, expected: match.expected })}>
      <ResultList
        results={match.results}
        expected={context.batch.expected}
        scannedInvoice={(documentId, number) => scannedInvoice(context.index, documentId, number)}
        extent={extent}
        onShow={(documentId) => goToDocument(contextOf(workbench), documentId)}
      />
      {extent === 'full' && (
        <Note data-tone="quiet">
          {match.from === 'service'
            ? text('match.final', { revision: match.revision ?? 0 })
            : text('match.provisional')}
        </Note>
      )}
    </Section>
  );
}

const Quiet = styled('p')({ margin: '2px 0', color: 'var(--ink2)', fontSize: 12 });
