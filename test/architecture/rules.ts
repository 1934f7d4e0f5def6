import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

/** A test file that claims to prove rules: the numbers at the beginning of its tests' names. */
export interface Proof {
  /** Below `test`, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly rules: ReadonlySet<string>;
}

/** Numbers at the beginning of a test's name: `it('TREE-3 ...`, also after `.each(...)` and on a line of its own. */
export function proofs(): readonly Proof[] {
  const found: Proof[] = [];
  for (const entry of readdirSync(join(project, 'test'), { recursive: true, withFileTypes: true })) {
    // The driver contract is a suite written once and run against every driver.
    if (!entry.isFile() || !/\.(test\.tsx?|ts)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    const rules = new Set<string>();
    for (const [, ids] of text.matchAll(/['"`]((?:[A-Z][A-Z0-9]+-\d+(?:, | and )?)+) /g)) {
      for (const id of ids?.match(/[A-Z][A-Z0-9]+-\d+/g) ?? []) rules.add(id);
    }
    const file = path.slice(join(project, 'test').length + 1).replaceAll('\\', '/');
    found.push({ file, text, rules });
  }
  return found;
}

/** Every number written down in docs/SPEC.md, in order. */
export function writtenRules(): readonly string[] {
  return [...spec().matchAll(/^- \*\*([A-Z][A-Z0-9]+-\d+)\*\* /gm)].map(([, id]) => id ?? '');
}

export function spec(): string {
  return readFileSync(join(project, 'docs/SPEC.md'), 'utf8');
}
