import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { edit } from '../../actions/context.ts';
import { goOnTyping } from '../../actions/number-run.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { isCovered } from '../../station/covered.ts';
import type { BillView } from '../../station/tree-index.ts';

/** The number of a bill; edited in its place, with the page in view. */
export function BillNumber(props: { view: BillView; isEditing: boolean }) {
  const text = useText();
  const { number } = props.view.bill;
  if (props.isEditing) return <NumberField view={props.view} />;
  if (number === null) {
    // Nothing is missing yet while its pages are still being read.
    const isReading = props.view.unread > 0;
    return (
      <BillName data-missing={!isReading} data-quiet={isReading}>
        {text(isReading ? 'tree.bill.reading' : 'tree.bill.noNumber')}
      </BillName>
    );
  }
  return <BillName title={number}>{number}</BillName>;
}

function NumberField({ view }: { view: BillView }) {
  const text = useText();
  const workbench = useWorkbench();
  const field = useRef<HTMLInputElement>(null);
  const isLeft = useRef(false);
  // As it stood when the field was opened: another window may change it meanwhile, and open another batch here.
  const [opened] = useState(() => ({ context: contextOf(workbench), number: view.bill.number ?? '' }));

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function leave(): void {
    isLeft.current = true;
    // The field of another bill may have opened before the answer came.
    workbench.ui.set(({ editingNumber }) => (editingNumber === view.bill.id ? { editingNumber: null } : {}));
  }

  async function save(): Promise<boolean> {
    const number = field.current?.value.trim() ?? '';
    if (isLeft.current) return false;
    isLeft.current = true;
    const isTyped = number !== opened.number;
    const isSaved =
      !isTyped || (await edit(opened.context, { type: 'bill.setNumber', billId: view.bill.id, number }));
    if (isSaved) leave();
    else isLeft.current = false;
    return isSaved;
  }

  // A dialog or the number of another bill may take its place, and a field that goes loses the keyboard unheard.
  const keep = useEffectEvent(() => void save());
  useLayoutEffect(() => () => keep(), []);

  function backToTree(): void {
    workbench.ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  }

  async function saveAndGoOn(): Promise<void> {
    const left = field.current?.value.trim() === '' ? 'empty' : 'saved';
    if (!(await save())) return;
    // A number that was there and is mended leads nowhere else.
    if (view.bill.number === null) goOnTyping(contextOf(workbench), view.bill.id, left);
    else backToTree();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter of an input method takes the candidate, not the field.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void saveAndGoOn();
    else if (event.key === 'Escape') {
      leave();
      backToTree();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Field
      ref={field}
      aria-label={text('tree.bill.numberLabel')}
      placeholder={text('tree.bill.numberHint')}
      defaultValue={opened.number}
      maxLength={100}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={onKeyDown}
      onBlur={() => {
        // Locked, the station takes nothing: what is typed stands there again for who unlocks it.
        if (!isCovered(workbench.station.state.get())) void save();
      }}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

const BillName = styled('span')({
  fontWeight: 600,
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  '&[data-missing=true]': { color: 'var(--bad)' },
  '&[data-quiet=true]': { color: 'var(--ink2)', fontWeight: 400 },
});
const Field = styled('input')({
  font: 'inherit',
  fontWeight: 600,
  color: 'var(--ink)',
  background: 'var(--panel)',
  border: '1px solid var(--accent)',
  borderRadius: 4,
  height: 26,
  padding: '0 6px',
  minWidth: 0,
  width: '100%',
  outline: '2px solid var(--accent-soft)',
  '&::placeholder': { fontWeight: 400, color: 'var(--ink3)' },
});
