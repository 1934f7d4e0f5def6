import { memo } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import type { DocumentKind } from '../../../domain/reading.ts';
import { toggled } from '../../actions/navigation.ts';
import { tickTo } from '../../actions/tick-range.ts';
import { useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import type { Row } from '../../station/rows.ts';
import { kindOrder } from '../../station/tree-index.ts';
import type { DropGoal } from './drag.ts';
import type { RowFacts } from './row-facts.ts';
import { BillRow, DocumentRow, HeadingRow, PageRow } from './rows.tsx';
import { isSameLine } from './same-line.ts';
import { toggleRow } from './tree-keys.ts';

export interface RowContentProps {
  row: Row;
  facts: RowFacts;
  isTicked: boolean;
  isEditing: boolean;
  showsTicks: boolean;
  dropKind: DropGoal['kind'];
  /** Documents are on their way somewhere: bills show where a kind of which they have none would go. */
  isDragging: boolean;
}

/** What stands in a line. Apart from the line itself: of all those an edit only moves, nothing of it is drawn again. */
export const RowContent = memo(function RowContent(props: RowContentProps) {
  const { row, facts } = props;
  const workbench = useWorkbench();
  if (row.type === 'heading') return <HeadingRow row={row} />;
  if (row.type === 'bill' && facts.of === 'bill') {
    return (
      <BillRow
        row={row}
        facts={facts}
        isEditing={props.isEditing}
        dropKinds={props.isDragging ? kindsWithoutHeading(row) : none}
        dropKind={props.dropKind}
        onToggle={() => toggleRow(workbench, row)}
      />
    );
  }
  if (row.type === 'document' && facts.of === 'paper') {
    return (
      <DocumentRow
        row={row}
        facts={facts}
        isTicked={props.isTicked}
        showsTicks={props.showsTicks}
        onTick={(isRange) => onTick(workbench, row.key, isRange)}
        onToggle={() => toggleRow(workbench, row)}
      />
    );
  }
  return row.type === 'page' && facts.of === 'paper' ? <PageRow row={row} facts={facts} /> : null;
}, isSameLine);

function onTick(workbench: Workbench, documentId: DocumentId, isRange: boolean): void {
  if (isRange) tickTo(workbench, documentId);
  else workbench.ui.set(({ ticked }) => ({ ticked: toggled(ticked, documentId), tickAnchor: documentId }));
}

const none: readonly DocumentKind[] = [];

/** A submitted bill takes nothing; one that is closed shows no heading at all. */
function kindsWithoutHeading({ view, isOpen }: Extract<Row, { type: 'bill' }>): readonly DocumentKind[] {
  if (view.bill.state === 'submitted') return none;
  return kindOrder.filter((kind) => !isOpen || view.counts[kind] === 0);
}
