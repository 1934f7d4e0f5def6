import { styled } from '@mui/material/styles';
import type { CategoryFileFault } from '../../../domain/rules/category-file.ts';
import type { Text } from '../../../i18n/text.ts';
import { useText } from '../../components/text.tsx';
import type { FileNote } from './use-category-draft.ts';

const shown = 5;

/** What came of a file, or what is wrong with it and where. */
export function CategoryNote({ note }: { note: FileNote }) {
  const text = useText();
  if (note.type === 'came') {
    const { added, changed, kept, categories } = note.merged;
    return (
      <Quiet role="status">
        {text('categories.came', { count: categories.length - kept, added, changed, kept })}
      </Quiet>
    );
  }
  const more = note.faults.length - shown;
  return (
    <Bad role="alert">
      {text('categories.refused', { count: note.faults.length })}
      <ul>
        {note.faults.slice(0, shown).map((fault) => (
          <li key={`${fault.at} ${fault.reason} ${fault.value}`}>{faultWords(fault, text)}</li>
        ))}
      </ul>
      {more > 0 && text('categories.more', { count: more })}
    </Bad>
  );
}

function faultWords({ reason, place, at, value }: CategoryFileFault, text: Text): string {
  const what = text(`categories.fault.${reason}`, { value });
  return place === 'file' ? what : text(`categories.place.${place}`, { at, what });
}

const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Bad = styled('div')({
  fontSize: 12,
  color: 'var(--bad)',
  overflowWrap: 'anywhere',
  '& ul': { margin: '4px 0', paddingLeft: 20 },
});
