import type { BillLine } from '../../src/contract/bill-list.ts';

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A bill as the service lists it: not matched, but for what is said. */
export function lineOf(n: number, part: Partial<BillLine> = {}): BillLine {
  return {
    stationId: 'station-1',
    billUuid: uuid(n),
    billNumber: `CL-2026-${String(n).padStart(6, '0')}`,
    batch: '2026-11-23/07',
    operator: '林晓',
    revision: 1,
    receivedAt: Date.UTC(2026, 10, 23, 1, n % 60),
    state: 'unmatched',
    counts: { matched: 1, missing: 1, extra: 0, ambiguous: 0, duplicate: 0, mismatch: 0 },
    expected: 2,
    signed: 1,
    byHand: 0,
    amounts: [{ currency: 'CNY', expectedMinor: 123456, signedMinor: 100 }],
    reason: null,
    reference: null,
    connector: '',
    ...part,
  };
}
