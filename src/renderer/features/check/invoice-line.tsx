import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { formatMoney } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { invoiceTypeWord } from '../../components/invoice-words.ts';

interface Shown {
  readonly type: string;
  readonly code: string | null;
  readonly number: string;
  readonly date: string | null;
  /** With tax; null where it is not known. */
  readonly totalMinor: number | null;
  /** Said to be without tax where it stands in its place. */
  readonly netMinor: number | null;
  readonly currency: string;
  readonly sellerName: string | null;
}

/** An invoice in three short lines, the same on both sides so that the eye finds what differs. */
export function invoiceLine(
  invoice: Shown,
  text: Text,
  picture: ReactNode = null,
): { words: ReactNode; label: string } {
  const type = invoiceTypeWord(invoice.type, text);
  const amount = amountWords(invoice, text);
  const number = [invoice.code, invoice.number].filter(Boolean).join(' ') || text('check.noNumber');
  return {
    label: [number, type, amount, invoice.date].filter(Boolean).join(text('effect.join')),
    words: (
      <Line>
        {picture}
        <div>
          <b title={number}>{number}</b>
          <div>
            <span>{amount}</span>
            <span>{invoice.date}</span>
            <span>{type}</span>
          </div>
          <small title={invoice.sellerName ?? ''}>{invoice.sellerName}</small>
        </div>
      </Line>
    ),
  };
}

function amountWords({ totalMinor, netMinor, currency }: Shown, text: Text): string {
  const money = (minor: number) => formatMoney(minor, currency || 'CNY', text.language);
  if (totalMinor !== null) return money(totalMinor);
  return netMinor === null ? '' : text('tree.document.net', { amount: money(netMinor) });
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const Line = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  minWidth: 0,
  fontVariantNumeric: 'tabular-nums',
  '& > div': { minWidth: 0 },
  '& b': { display: 'block', fontWeight: 500, ...cut },
  '& > div > div': { display: 'flex', gap: 10, fontSize: 12, color: 'var(--ink2)', whiteSpace: 'nowrap' },
  '& > div > div span:first-of-type': { color: 'var(--ink)' },
  '& small': { display: 'block', fontSize: 12, color: 'var(--ink3)', ...cut },
});
