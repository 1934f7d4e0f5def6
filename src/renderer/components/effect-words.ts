import type { HistoryEntry, ToldEffect } from '../../contract/history-shapes.ts';
import { lastFour } from '../../i18n/format.ts';
import { isMessageKey, type Text } from '../../i18n/text.ts';

type CategoryName = (code: string) => string;

/** Told of one act; what more there is, is one word. */
const mostTold = 3;

/** What an edit is called. One this program does not know keeps its name. */
export function actWords(act: string, text: Text): string {
  const key = `act.${act}`;
  return key !== 'act.unknown' && isMessageKey(key) ? text(key) : text('act.unknown', { act });
}

/** From what to what, each change once; empty where the act says it all. */
export function effectWords(
  effects: readonly ToldEffect[],
  text: Text,
  categoryName: CategoryName,
): readonly string[] {
  const words = [...new Set(effects.flatMap((effect) => wordsOf(effect, text, categoryName) ?? []))];
  return words.length > mostTold ? [...words.slice(0, mostTold), text('effect.more')] : words;
}

/** What a step was about: `CL-2026-000123 · Invoice …0021`. */
export function subjectWords(
  subject: HistoryEntry['subject'],
  text: Text,
  categoryName: CategoryName,
): string {
  const { bills, billNumber, documents, pages } = subject;
  const parts = [
    bills > 1 ? text('history.bills', { count: bills }) : (billNumber ?? text('tree.bill.noNumber')),
    documents > 1
      ? text('history.documents', { count: documents })
      : documentName(subject, text, categoryName),
    pages > 1 ? text('history.pages', { count: pages }) : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function documentName(
  { kind, category, invoice }: HistoryEntry['subject'],
  text: Text,
  categoryName: CategoryName,
): string | null {
  if (kind === null) return null;
  const name = category === null ? text(`kind.${kind}`) : categoryName(category);
  return invoice === null ? name : `${name} ${lastFour(invoice)}`;
}

function wordsOf({ field, from, to }: ToldEffect, text: Text, categoryName: CategoryName): string | null {
  const plain = (value: ToldEffect['from']) =>
    value === null ? text('effect.none') : typeof value === 'boolean' ? String(value) : value;
  switch (field) {
    case 'number':
      return text('effect.number', { from: plain(from), to: plain(to) });
    case 'category': {
      const name = (value: ToldEffect['from']) =>
        typeof value === 'string' ? categoryName(value) : plain(value);
      return text('effect.category', { from: name(from), to: name(to) });
    }
    case 'turn':
      return text('effect.turn', { from: plain(from), to: plain(to) });
    case 'kind':
      return text('effect.change', { from: worded(`kind.${from}`, text), to: worded(`kind.${to}`, text) });
    case 'paper':
      return text('effect.change', {
        from: worded(`effect.paper.${from}`, text),
        to: worded(`effect.paper.${to}`, text),
      });
    case 'mark':
      return text('effect.change', {
        from: worded(`effect.mark.${from}`, text),
        to: worded(`effect.mark.${to}`, text),
      });
    case 'bill': {
      const number = (value: ToldEffect['from']) =>
        value === null ? text('tree.bill.noNumber') : plain(value);
      return text('effect.change', { from: number(from), to: number(to) });
    }
    case 'invoice': {
      const number = (value: ToldEffect['from']) => (value === null ? text('effect.read') : plain(value));
      return text('effect.invoice', { from: number(from), to: number(to) });
    }
    case 'document':
    case 'deleted':
    case 'cleanup':
    case 'accepted':
      return null;
  }
}

function worded(key: string, text: Text): string {
  return isMessageKey(key) ? text(key) : text('effect.none');
}
