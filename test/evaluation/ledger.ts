import { figuresOf } from './figures.ts';

/** What was measured on which page, by row and by who cleaned it. */
export interface Ledger {
  /** An error: 0 is right, the larger the worse. */
  error(row: string, who: string, page: string, value: number): void;
  /** One of several outcomes, as right, wrong, abstained; `isGood` ones are not listed among the worst. */
  outcome(row: string, who: string, page: string, name: string, isGood: boolean): void;
  /** Why a tool has nothing to say in any row. */
  missing(who: string, reason: string): void;
  print(): string;
  /** The pages with the largest errors and the bad outcomes of Platen. */
  worst(count: number): string;
}

interface Noted {
  readonly page: string;
  readonly value: number;
}

interface Row {
  readonly errors: Map<string, Noted[]>;
  readonly outcomes: Map<
    string,
    { readonly page: string; readonly name: string; readonly isGood: boolean }[]
  >;
}

export const platen = 'Platen';

/** `targets`: what a row must reach, in words, by its name. */
export function openLedger(targets: Readonly<Record<string, string>>): Ledger {
  const rows = new Map<string, Row>();
  const gone: string[] = [];
  const rowOf = (name: string) => {
    const row = rows.get(name) ?? { errors: new Map(), outcomes: new Map() };
    rows.set(name, row);
    return row;
  };
  return {
    error(row, who, page, value) {
      const { errors } = rowOf(row);
      errors.set(who, [...(errors.get(who) ?? []), { page, value }]);
    },
    outcome(row, who, page, name, isGood) {
      const { outcomes } = rowOf(row);
      outcomes.set(who, [...(outcomes.get(who) ?? []), { page, name, isGood }]);
    },
    missing(who, reason) {
      gone.push(`${who}: ${reason}`);
    },
    print() {
      const lines = [line('', 'median', 'p95', 'worst', 'count')];
      for (const [name, row] of rows) {
        lines.push(`\n${name}${targets[name] ? `   (target: ${targets[name]})` : ''}`);
        for (const [who, noted] of row.errors) {
          const { count, median, p95, worst } = figuresOf(noted.map(({ value }) => value));
          lines.push(line(`  ${who}`, short(median), short(p95), short(worst), String(count)));
        }
        for (const [who, seen] of row.outcomes) lines.push(`${`  ${who}`.padEnd(26)} ${tally(seen)}`);
      }
      return [...lines, ...gone.map((reason) => `\n${reason}`)].join('\n');
    },
    worst(count) {
      const lines: string[] = [];
      for (const [name, row] of rows) {
        const errors = [...(row.errors.get(platen) ?? [])].sort((a, b) => b.value - a.value).slice(0, count);
        const bad = (row.outcomes.get(platen) ?? []).filter(({ isGood }) => !isGood);
        if (errors.length + bad.length === 0) continue;
        lines.push(`\n${name}`);
        for (const { page, value } of errors) lines.push(`  ${short(value).padStart(9)}  ${page}`);
        for (const { page, name } of bad.slice(0, 3 * count)) lines.push(`  ${name.padStart(9)}  ${page}`);
      }
      return lines.join('\n');
    },
  };
}

function tally(seen: readonly { readonly name: string }[]): string {
  const counts = new Map<string, number>();
  for (const { name } of seen) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count} (${((count / seen.length) * 100).toFixed(1)} %)`);
  return `${parts.join(', ')} of ${seen.length}`;
}

function line(name: string, ...cells: readonly string[]): string {
  return name.padEnd(26) + cells.map((cell) => cell.padStart(10)).join('');
}

function short(value: number): string {
  if (Number.isNaN(value)) return '-';
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4);
}
