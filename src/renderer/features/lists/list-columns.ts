import type { BillLine, ListRequest, Sheet } from '../../../contract/bill-list.ts';
import type { Cell } from '../../../domain/rules/list-file.ts';
import { formatAmount, formatDateTime } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import type { Tone } from '../../components/chip.tsx';

export type ListName = 'match' | 'sign-off';

/** One column of a list, on the screen and in its file alike. */
export interface ListColumn {
  readonly id: string;
  readonly key: MessageKey;
  /** A track of the grid. */
  readonly track: string;
  readonly kind: Sheet['columns'][number]['kind'];
  readonly sort: ListRequest['sort'] | null;
  /** As a figure or a text; as it is written in a file. */
  value(line: BillLine, text: Text): Cell;
  /** As it is shown, where that is another thing. */
  shown?(line: BillLine, text: Text): string;
}

export const stateTones = {
  accepted: 'busy',
  unmatched: 'warn',
  matched: 'done',
  submitting: 'busy',
  submitted: 'done',
  'submit-failed': 'bad',
  returned: 'bad',
} as const satisfies Record<BillLine['state'], Tone>;

function words(
  id: 'number' | 'batch' | 'operator' | 'received' | 'state' | 'reference' | 'reason',
  track: string,
  sort: ListColumn['sort'],
  value: ListColumn['value'],
): ListColumn {
  return { id, key: `list.column.${id}`, track, kind: 'text', sort, value };
}

function count(id: string, key: MessageKey, value: (line: BillLine) => number): ListColumn {
  // A nought says nothing and hides what does.
  const shown = (line: BillLine) => (value(line) === 0 ? '–' : String(value(line)));
  return { id, key, track: '66px', kind: 'count', sort: null, value, shown };
}

function amount(
  id: string,
  key: MessageKey,
  minorOf: (sum: BillLine['amounts'][number]) => number,
): ListColumn {
  const words = (line: BillLine, text: Text) =>
    line.amounts
      .map(
        (sum) =>
          `${sum.currency === 'CNY' ? '' : `${sum.currency} `}${formatAmount(minorOf(sum), text.language, sum.currency)}`,
      )
      .join('; ');
  return {
    id,
    key,
    track: 'minmax(108px, .8fr)',
    kind: 'amount',
    sort: null,
    value(line, text) {
      const [only, another] = line.amounts;
      // Several currencies make no sum: they are told apart, as text.
      return only && !another && only.currency === 'CNY' ? minorOf(only) / 100 : words(line, text) || null;
    },
    shown: words,
  };
}

const verdicts = ['matched', 'missing', 'extra', 'ambiguous', 'duplicate', 'mismatch'] as const;

const first: readonly ListColumn[] = [
  words('number', 'minmax(140px, 1.4fr)', 'billNumber', (line) => line.billNumber),
  words('batch', 'minmax(96px, 1fr)', null, (line) => line.batch),
  words('operator', 'minmax(72px, .7fr)', 'operator', (line) => line.operator),
  words('received', '132px', 'receivedAt', (line) => formatDateTime(line.receivedAt)),
  words('state', '112px', 'state', (line, text) => text(`list.state.${line.state}`)),
];
const reason = words('reason', 'minmax(64px, 1fr)', null, (line) => line.reason);

export const listColumns: Readonly<Record<ListName, readonly ListColumn[]>> = {
  match: [
    ...first,
    ...verdicts.map((verdict) => count(verdict, `verdict.${verdict}`, (line) => line.counts[verdict])),
    count('byHand', 'list.column.byHand', (line) => line.byHand),
    reason,
  ],
  'sign-off': [
    ...first,
    count('expected', 'list.column.expected', (line) => line.expected),
    count('signed', 'list.column.signed', (line) => line.signed),
    count('left', 'list.column.left', (line) => line.expected - line.signed),
    amount('expectedAmount', 'list.column.expectedAmount', (sum) => sum.expectedMinor),
    amount('signedAmount', 'list.column.signedAmount', (sum) => sum.signedMinor),
    words('reference', 'minmax(80px, .8fr)', null, (line) => line.reference),
    reason,
  ],
};
