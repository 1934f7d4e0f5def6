import type { Page } from '../../../domain/tree/records.ts';
import { Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** How a page differs from the file it was drawn from. Nothing where it does not. */
export function FileNotes({ page }: { page: Page }) {
  const text = useText();
  const warnings = page.deviceSays?.file?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <Section title={text('file.notes')}>
      {warnings.map((warning) => (
        <Note key={warning} data-tone="quiet">
          {text(`file.note.${warning}`)}
        </Note>
      ))}
    </Section>
  );
}
