import type { Manifest } from '../../../src/contract/wire.ts';
import { invoice } from '../../domain/expected-invoice.ts';
import type { TestBill } from '../../sync/test-station.ts';

/** What a station of the torture submits under a number: the same at every start, whatever was killed before. */
export interface PlannedBill {
  readonly number: string;
  readonly invoiceNumber: string;
  readonly totalMinor: number;
  /** A poison bill is refused by the service for what it says; it must be parked and hold up nobody. */
  readonly kind: 'good' | 'revised' | 'poison';
}

const prefix = 'CL-2026-';

export function plannedBills(count: number): readonly PlannedBill[] {
  return Array.from({ length: count }, (_, index) => ({
    number: `${prefix}${String(index).padStart(6, '0')}`,
    invoiceNumber: `263120000000${String(index).padStart(8, '0')}`,
    totalMinor: 100 + index,
    kind: index % 10 === 7 ? 'poison' : index % 10 === 3 ? 'revised' : 'good',
  }));
}

export function isPoison(number: string): boolean {
  return Number(number.slice(prefix.length)) % 10 === 7;
}

export function revisionsOf({ kind }: PlannedBill): number {
  return kind === 'revised' ? 2 : 1;
}

/** The bill's content: a page every bill has, one that all revisions of it have, one of its own. */
export function contentOf(bill: PlannedBill, revision: number): TestBill {
  const size = 2_000 + (bill.totalMinor % 7) * 9_000;
  return {
    number: bill.number,
    pages: [
      `cover of all ${'c'.repeat(5_000)}`,
      `page of ${bill.number} ${'x'.repeat(size)}`,
      `page of ${bill.number} as revised ${revision} times ${'y'.repeat(800)}`,
    ],
    invoices: [invoice(bill.invoiceNumber, bill.totalMinor)],
    ...(bill.kind === 'poison' ? { change: namedTwice } : {}),
  };
}

/** Canonical and well formed, and yet no bill: 422. */
function namedTwice(manifest: Manifest): Manifest {
  const [first] = manifest.documents;
  return first === undefined ? manifest : { ...manifest, documents: [first, ...manifest.documents] };
}
