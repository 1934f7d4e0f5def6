import { assertNever } from '../../domain/result.ts';
import type { InvoiceForm, MatchNote, SourceConflict } from '../../domain/rules/expected.ts';
import { formatAmount, formatDateTime } from '../../i18n/format.ts';
import type { Text } from '../../i18n/text.ts';
import { minorOf } from './difference-words.ts';

interface Forms {
  readonly form: InvoiceForm | null;
  readonly otherForm: InvoiceForm | null;
}

/** What a result says beyond its fields, in one sentence. */
export function noteWords(note: MatchNote, text: Text): string {
  switch (note.type) {
    case 'ScannedBefore':
      return text(`match.note.ScannedBefore.${formsOf(note)}`);
    case 'HeldByBill':
      return text(`match.note.HeldByBill.${formsOf(note)}`, {
        billNumber: note.billNumber,
      });
    case 'ExpectedByBill':
      return text('match.note.ExpectedByBill', { billNumber: note.billNumber });
    case 'ExpectedTwice':
      return text('match.note.ExpectedTwice');
    case 'MayBeExpected':
      return text('match.note.MayBeExpected', {
        number: note.code === null ? note.number : `${note.code} ${note.number}`,
      });
    case 'MayBeScanned':
      return text('match.note.MayBeScanned', { number: note.number });
    case 'SourcesDiffer':
      return conflictWords(note, text);
    case 'Confirmed':
    case 'NoPaper':
    case 'SetAside':
    case 'DecisionDropped':
      return text(`match.note.${note.type}`, {
        by: note.by,
        time: formatDateTime(note.at),
        reason: note.reason ?? '',
        hasReason: note.reason ? 'yes' : 'no',
      });
    default:
      return assertNever(note);
  }
}

/** Two sources of one page that disagree, with what each says. */
export function conflictWords(conflict: SourceConflict, text: Text): string {
  const { field, source, otherSource } = conflict;
  const show = (value: string) => {
    const minor = field === 'amount' ? minorOf(value) : null;
    return minor === null ? value : formatAmount(minor, text.language, 'CNY');
  };
  return text('match.note.SourcesDiffer', {
    field: text(`match.field.${field}`),
    source: text(`details.source.${source}`),
    value: show(conflict.value),
    otherSource: text(`details.source.${otherSource}`),
    otherValue: show(conflict.otherValue),
  });
}

/** Which of the two is the file and which the paper; where both are one, or it is not known, that is not worth a word. */
/** Whether one of two that are the same invoice is its print and the other its file. */
export function formsOf({ form, otherForm }: Forms): 'paper' | 'electronic' | 'same' {
  if (form === 'paper' && otherForm === 'electronic') return 'paper';
  return form === 'electronic' && otherForm === 'paper' ? 'electronic' : 'same';
}
