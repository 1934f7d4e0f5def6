import { describe, expect, it } from 'vitest';
import { proofs, writtenRules } from './rules.ts';

function provenRules(): ReadonlySet<string> {
  return new Set(proofs().flatMap(({ rules }) => [...rules]));
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
