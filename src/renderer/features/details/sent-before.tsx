import type { Page } from '../../../domain/tree/records.ts';
import type { ActionContext } from '../../actions/context.ts';
import { problemParams } from '../../components/problem-words.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { sentBeforeOf } from '../../station/sent-before.ts';

/** Says of an invoice that it went out before, with which bill and when, and what to do. Nothing where it did not. */
export function SentBefore({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  if (!context.batch) return null;
  const found = sentBeforeOf(context.batch, page.documentId);
  if (found.length === 0) return null;
  return (
    <Section title={text('details.sentBefore')}>
      {found.map(({ problem }) => (
        <Note key={problem.number}>
          <b>{text(`problem.${problem.type}.what`, problemParams(problem, 1, text))}</b>
          <div>{text(`problem.${problem.type}.do`)}</div>
        </Note>
      ))}
    </Section>
  );
}
