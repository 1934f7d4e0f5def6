import type { ExpectedInvoice } from './expected.ts';
import { plainNumber } from './invoice-key.ts';
import { supportFor } from './match-evidence.ts';
import type { Scan } from './match-scan.ts';
import type { CompareRules } from './scheme.ts';

/** What may belong together: each of `expected` may be one of `scans`, and the other way round. */
export interface Candidates {
  readonly expected: readonly ExpectedInvoice[];
  readonly scans: readonly Scan[];
  /** Pairs, by which each side is told what it may be. */
  readonly edges: readonly (readonly [ExpectedInvoice, Scan])[];
  /** Whether date, amount or check code speak for the pairs, or only the number does. */
  readonly by: 'support' | 'number';
}

/**
 * Puts together what has no key but one number: first where all that is compared is the same, then where amounts are as
 * near as the scheme lets them be, then by the number alone. What was put together is out of the later rounds, alone or
 * among several. The order of either side does not matter.
 */
export function groupByNumber(
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
  rules: CompareRules,
): readonly Candidates[] {
  const byNumber = Map.groupBy(scans, ({ invoice }) => plainNumber(invoice.number));
  const groups: Candidates[] = [];
  for (const [number, invoices] of Map.groupBy(expected, (invoice) => plainNumber(invoice.number))) {
    const rivals = byNumber.get(number) ?? [];
    if (number === '' || rivals.length === 0) continue;
    groups.push(...inRounds(invoices, rivals, rules));
  }
  return groups;
}

const rounds: readonly (readonly ReturnType<typeof supportFor>[])[] = [
  ['exact'],
  ['exact', 'near'],
  ['exact', 'near', 'silent', 'contrary'],
];

function inRounds(
  expected: readonly ExpectedInvoice[],
  scans: readonly Scan[],
  rules: CompareRules,
): readonly Candidates[] {
  const groups: Candidates[] = [];
  let openExpected = expected;
  let openScans = scans;
  for (const accepted of rounds) {
    const edges = openExpected.flatMap((invoice) =>
      openScans
        .filter(
          (scan) => isSameCode(invoice, scan) && accepted.includes(supportFor(invoice, scan.invoice, rules)),
        )
        .map((scan) => [invoice, scan] as const),
    );
    const found = connected(edges, accepted.includes('silent') ? 'number' : 'support');
    groups.push(...found);
    const taken = new Set<ExpectedInvoice | Scan>(found.flatMap((one) => [...one.expected, ...one.scans]));
    openExpected = openExpected.filter((invoice) => !taken.has(invoice));
    openScans = openScans.filter((scan) => !taken.has(scan));
  }
  return groups;
}

/** Sets of invoices and scans that hang together by edges. */
function connected(edges: Candidates['edges'], by: Candidates['by']): readonly Candidates[] {
  const groupOf = new Map<ExpectedInvoice | Scan, (readonly [ExpectedInvoice, Scan])[]>();
  for (const edge of edges) {
    const [invoice, scan] = edge;
    const left = groupOf.get(invoice) ?? [];
    const right = groupOf.get(scan) ?? [];
    const joined = left === right ? left : [...left, ...right];
    joined.push(edge);
    for (const [one, other] of joined) groupOf.set(one, joined).set(other, joined);
  }
  return [...new Set(groupOf.values())].map((joined) => ({
    expected: [...new Set(joined.map(([invoice]) => invoice))],
    scans: [...new Set(joined.map(([, scan]) => scan))],
    edges: joined,
    by,
  }));
}

function isSameCode(expected: ExpectedInvoice, { invoice }: Scan): boolean {
  if (expected.code === null || invoice.code === null) return true;
  return plainNumber(expected.code) === plainNumber(invoice.code);
}
