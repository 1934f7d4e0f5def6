import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { listed } from '../../../i18n/format.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { acceptQuality, adjustPage, rerunCleanup } from '../../actions/cleanup-actions.ts';
import type { ActionContext } from '../../actions/context.ts';
import { remove } from '../../actions/page-actions.ts';
import { markKey } from '../../components/mark-words.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { isGivenUp, marksOf, type PageMark } from '../../station/page-marks.ts';

/** What is wrong with the page or worth a look, and what to do about it. Nothing where the page is right. */
export function PageNotes({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const tree = context.batch?.tree;
  if (!tree) return null;
  // What became of its files is told in a section of its own.
  if (page.clearedAt !== null || page.damaged === 'original') return null;
  if (isGivenUp(page)) return <GivenUp detail={page.parked ?? ''} />;
  const marks = marksOf(tree, page);
  const faults = marks.filter((mark) => mark.tone === 'bad');
  const hints = marks.filter((mark) => mark.tone === 'warn');
  const { accepted } = page;
  if (marks.length === 0 && accepted === null) return null;
  return (
    <Section title={text(titleKey(faults.length, hints.length))}>
      {faults.map((mark) => (
        <MarkNote key={mark.reason} mark={mark} page={page} />
      ))}
      {faults.length > 0 && (
        <>
          <Choices>
            <ActionButton action={acceptQuality} look="word" emphasis="outlined" />
            <ActionButton action={adjustPage} look="word" />
          </Choices>
          <Quiet>{text('quality.accept.hint')}</Quiet>
        </>
      )}
      {hints.map((mark) => (
        <MarkNote key={mark.reason} mark={mark} page={page} />
      ))}
      {accepted && (
        <Note data-tone="quiet">
          {text('quality.accepted', {
            name: accepted.by,
            faults: listed(
              accepted.faults.map((fault) => text(`quality.fault.${fault}`)),
              text.language,
            ),
          })}
        </Note>
      )}
    </Section>
  );
}

function titleKey(faults: number, hints: number) {
  if (faults > 0) return 'quality.faults';
  return hints > 0 ? 'quality.hints' : 'details.tab.quality';
}

function MarkNote({ mark, page }: { mark: PageMark; page: Page }) {
  const text = useText();
  const edges = page.reading?.quality.clipped ?? [];
  const params = {
    dpi: Math.round(page.dpi),
    edges: listed(
      edges.map((edge) => text(`quality.edge.${edge}`)),
      text.language,
    ),
  };
  const key = markKey(mark.reason);
  const todo =
    mark.reason === 'Parked' || mark.reason === 'Damaged'
      ? text(mark.reason === 'Parked' ? 'quality.parked.do' : 'quality.damaged.do')
      : mark.tone === 'bad'
        ? text(`quality.fault.${mark.reason}.do`, params)
        : text(`quality.hint.${mark.reason}.do`, params);
  return (
    <Note data-tone={mark.tone}>
      <b>{text(key)}</b>
      <div>{todo}</div>
    </Note>
  );
}

function GivenUp({ detail }: { detail: string }) {
  const text = useText();
  return (
    <Section title={text('quality.faults')}>
      <Note>
        <b>{text('quality.parked.what')}</b>
        <div>{text('quality.parked.do')}</div>
      </Note>
      <Choices>
        <ActionButton action={rerunCleanup} look="word" emphasis="outlined" />
        <ActionButton action={remove} look="word" />
      </Choices>
      {detail !== '' && <Quiet>{text('quality.parked.why', { detail })}</Quiet>}
    </Section>
  );
}

const Choices = styled('div')({ display: 'flex', gap: 8, margin: '8px 0 2px' });
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)', overflowWrap: 'anywhere' });
