import type { Bill } from '../../../domain/tree/records.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { paperPending } from '../../actions/paper-actions.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** Says that paper of the bill is still to come, who said so, and how the bill gets free. Nothing where it is all there. */
export function BillPaper({ bill }: { bill: Bill }) {
  const text = useText();
  if (bill.paperPending === null) return null;
  return (
    <Section title={text('details.paper.title')}>
      <Note data-tone="warn">{text('details.paper.by', { by: bill.paperPending.by })}</Note>
      {bill.state === 'open' && (
        <ActionButton
          action={paperPending}
          look="key"
          emphasis="outlined"
          label={text('details.paper.done')}
        />
      )}
    </Section>
  );
}
