import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultTypes } from '../../src/contract/errors.ts';

const project = resolve(import.meta.dirname, '../..');
const guide = readFileSync(join(project, 'docs/SCANNERS.md'), 'utf8');
const rules = new Set(
  [...readFileSync(join(project, 'docs/SPEC.md'), 'utf8').matchAll(/^- \*\*([A-Z][A-Z0-9]+-\d+)\*\* /gm)].map(
    ([, id]) => id,
  ),
);

/** Rows of the fault table: the fault, and what each driver's cell says. */
function faultRows(): readonly { fault: string; cells: readonly string[] }[] {
  const table = guide.slice(guide.indexOf('<!-- faults -->'), guide.indexOf('<!-- /faults -->'));
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [fault = '', ...cells] = line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1);
      return { fault: fault.replaceAll('`', ''), cells };
    });
}

describe('docs/SCANNERS.md', () => {
  it('ARCH-10 has one row for every fault there is', () => {
    expect(
      faultRows()
        .map(({ fault }) => fault)
        .sort(),
    ).toEqual([...faultTypes].sort());
  });

  it.each(faultRows())('ARCH-10 $fault: every driver has its rule, or says why it has none', ({ cells }) => {
    // What the operator sees, then SANE, TWAIN, eSCL.
    expect(cells).toHaveLength(4);
    for (const cell of cells.slice(1)) {
      const named = cell.match(/[A-Z]+-\d+/g) ?? [];
      expect(named.filter((id) => !rules.has(id))).toEqual([]);
      if (named.length === 0) expect(cell).toMatch(/^never: \S/);
    }
  });
});
