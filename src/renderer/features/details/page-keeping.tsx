import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { formatDay } from '../../../i18n/format.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { remove } from '../../actions/page-actions.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** That the pictures of a page are no longer here, or no longer read as they were stored, and what to do. */
export function PageKeeping({ page }: { page: Page }) {
  const text = useText();
  if (page.clearedAt !== null) {
    return (
      <Section title={text('keeping.title')}>
        <Note data-tone="quiet">
          <b>{text('cleared.what', { day: formatDay(page.clearedAt) })}</b>
          <div>{text('cleared.where')}</div>
        </Note>
      </Section>
    );
  }
  if (page.damaged === null) return null;
  return (
    <Section title={text('keeping.title')}>
      <Note role="alert">
        <b>{text(`damaged.${page.damaged}.what`)}</b>
        <div>{text(`damaged.${page.damaged}.do`)}</div>
      </Note>
      {page.damaged === 'original' && (
        <Choices>
          <ActionButton action={remove} look="word" emphasis="outlined" />
        </Choices>
      )}
    </Section>
  );
}

const Choices = styled('div')({ display: 'flex', gap: 8, margin: '8px 0 2px' });
