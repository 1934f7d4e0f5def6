import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import {
  emptyInvoice,
  fitsNumber,
  invoiceFromTyped,
  invoiceTypes,
  isDigitalNumber,
  type TypedField,
  typedFields,
  typedFrom,
} from '../../../domain/rules/invoice-fields.ts';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import type { Page } from '../../../domain/tree/records.ts';
import type { ActionContext } from '../../actions/context.ts';
import { giveBackInvoices, leaveInvoiceForm, saveInvoice, todayOf } from '../../actions/invoice-actions.ts';
import type { Typing } from '../../actions/workbench-state.ts';
import { invoiceTypeWord } from '../../components/invoice-words.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { useKeptTyping } from './kept-typing.ts';
import { TypedInput } from './typed-input.tsx';

/** One invoice typed by hand, with its page in view. */
export function InvoiceForm(props: { page: Page; typing: Typing; context: ActionContext }) {
  const { page, typing, context } = props;
  const text = useText();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  // As it was when the form was opened: a reading that comes meanwhile changes nothing under the hand.
  const [before] = useState(() => namedIn(page, typing));
  const start = before ? typedFrom(before) : emptyInvoice;
  const { typed, setTyped, settle } = useKeptTyping(context, typing, start);
  const [left, setLeft] = useState<ReadonlySet<TypedField>>(new Set());
  const [isSaving, setIsSaving] = useState(false);
  const made = invoiceFromTyped(typed, todayOf(new Date()), before);
  const faults = made.ok ? [] : made.error;
  const isDigital = isDigitalNumber(typed.number);
  // They stand last, so that nothing moves under the hand when they go.
  const fields = typedFields.filter((field) => !isDigital || (field !== 'total' && field !== 'checkCode'));
  const types = [...invoiceTypes, 'unknown', ...(before ? [before.type] : [])].filter(
    (type, at, all) => all.indexOf(type) === at && (type === typed.type || fitsNumber(type, typed.number)),
  );
  const inputOf = (field: TypedField) =>
    form.current?.querySelector<HTMLElement>(`[name=${CSS.escape(field)}]`);

  useEffect(() => {
    const number = form.current?.querySelector<HTMLInputElement>('[name=number]');
    number?.focus();
    number?.select();
  }, []);

  async function save(): Promise<void> {
    setLeft(new Set(typedFields));
    const [fault] = faults;
    if (fault) return inputOf(fault.field)?.focus();
    if (isSaving) return;
    const isSame = before !== null && JSON.stringify(typed) === JSON.stringify(start);
    if (isSame) return leaveInvoiceForm(context);
    setIsSaving(true);
    settle('done');
    if (!(await saveInvoice(context, typing, typed))) settle('kept');
    setIsSaving(false);
  }

  function giveUp(): void {
    settle('done');
    leaveInvoiceForm(context);
  }

  async function giveBack(): Promise<void> {
    settle('done');
    if (!(await giveBackInvoices(context, typing))) settle('kept');
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter of an input method takes the candidate, not the form.
    if (event.nativeEvent.isComposing) return;
    const isOnButton = event.target instanceof HTMLButtonElement;
    if (event.key === 'Enter' && !isOnButton) void save();
    else if (event.key === 'Escape') giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Section title={<span id={id}>{text(before ? 'details.typing.mend' : 'details.typing.new')}</span>}>
      <Form
        ref={form}
        noValidate
        aria-labelledby={id}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fields.map((field) => {
          const reason = left.has(field) && faults.find((fault) => fault.field === field)?.reason;
          return (
            <TypedInput
              key={field}
              field={field}
              label={text(labelOf(field, isDigital))}
              value={typed[field]}
              fault={reason ? text(`field.${reason}`) : null}
              choices={
                field === 'type' ? types.map((type) => ({ type, words: invoiceTypeWord(type, text) })) : null
              }
              onChange={(value) => setTyped({ ...typed, [field]: value })}
              onLeave={() => typed[field] !== '' && setLeft(new Set([...left, field]))}
            />
          );
        })}
        <Foot>
          <Button type="submit" variant="contained">
            {text('details.typing.save')}
            <KeyCap keys="Enter" />
          </Button>
          <Button onClick={giveUp}>
            {text('app.dialog.cancel')}
            <KeyCap keys="Esc" />
          </Button>
          {page.typed && <Button onClick={() => void giveBack()}>{text('details.typing.giveBack')}</Button>}
        </Foot>
      </Form>
    </Section>
  );
}

function namedIn(page: Page, { replaces }: Typing) {
  const isNamed = (one: { code: string | null; number: string }) =>
    one.code === replaces?.code && one.number === replaces.number;
  return invoicesOf(page).find(isNamed) ?? null;
}

function labelOf(field: TypedField, isDigital: boolean) {
  if (field === 'amount') return isDigital ? 'details.invoice.gross' : 'details.invoice.net';
  return `details.invoice.${field}` as const;
}

const Form = styled('form')({ display: 'grid', gap: 8 });
const Foot = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 4 });
