import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

/** Ids at the beginning of a test's name: `it('TREE-3 ...`, also after `.each(...)` and on a line of its own. */
function provenRules(): ReadonlySet<string> {
  const proven = new Set<string>();
  for (const entry of readdirSync(join(project, 'test'), { recursive: true, withFileTypes: true })) {
    // The driver contract is a suite written once and run against every driver.
    if (!entry.isFile() || !/\.(test\.tsx?|ts)$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, ids] of text.matchAll(/['"`]((?:[A-Z][A-Z0-9]+-\d+(?:, | and )?)+) /g)) {
      for (const id of ids?.match(/[A-Z][A-Z0-9]+-\d+/g) ?? []) proven.add(id);
    }
  }
  return proven;
}

function writtenRules(): readonly string[] {
  const spec = readFileSync(join(project, 'docs/SPEC.md'), 'utf8');
  return [...spec.matchAll(/^- \*\*([A-Z][A-Z0-9]+-\d+)\*\* /gm)].map(([, id]) => id ?? '');
}

describe('the rules of docs/SPEC.md', () => {
  it('ARCH-6 have one number each', () => {
    const ids = writtenRules();
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('ARCH-7 are each proven by a test whose name begins with the number', () => {
    const proven = provenRules();
    expect(writtenRules().filter((id) => !proven.has(id))).toEqual([]);
  });

  it('ARCH-8 are written down for every number a test claims to prove', () => {
    const written = new Set(writtenRules());
    const prefixes = new Set([...written].map((id) => id.split('-')[0]));
    const claimed = [...provenRules()].filter((id) => prefixes.has(id.split('-')[0]));
    expect(claimed.filter((id) => !written.has(id))).toEqual([]);
  });
});
