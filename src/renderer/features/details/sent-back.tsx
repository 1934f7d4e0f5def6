import type { BillId, PageId } from '../../../domain/ids.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { ActionContext } from '../../actions/context.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { returnOf, returnOfPage } from '../../station/returns.ts';

interface SentBackProps {
  context: ActionContext;
  billId: BillId;
  /** The page in view; null: only what is about the bill. */
  pageId: PageId | null;
}

/** Why the bill came back for re-scan, and what of it is about the page in view. */
export function SentBack({ context, billId, pageId }: SentBackProps) {
  const text = useText();
  const { batch } = context;
  const returned = batch && returnOf(batch, billId);
  if (!batch || !returned) return null;
  const ofPage = pageId && returnOfPage(batch, billId, pageId);
  return (
    <Section title={text('list.state.returned')} aside={<small>{formatDateTime(returned.at)}</small>}>
      <Note>{text('return.told', { by: returned.by, reason: returned.reason })}</Note>
      {ofPage !== null && ofPage !== '' && <Note>{text('return.page', { reason: ofPage })}</Note>}
    </Section>
  );
}
