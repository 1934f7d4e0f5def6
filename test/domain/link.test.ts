import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkActions, parseLink } from '../../src/domain/link.ts';

const reasonOf = (text: string) => {
  const parsed = parseLink(text);
  return parsed.ok ? null : parsed.error.reason;
};

describe('links', () => {
  it('LINK-1 a link is scheme, action and bill', () => {
    expect(parseLink('platen://capture?bill=CL-2026-000123')).toEqual({
      ok: true,
      value: { action: 'capture', bill: 'CL-2026-000123' },
    });
    expect(parseLink('PLATEN://Match/?bill=%E5%8D%95%20%2B1')).toEqual({
      ok: true,
      value: { action: 'match', bill: '单 +1' },
    });
  });

  it('LINK-1 every number comes through as it was written', () => {
    const number = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'AZ09-/&#?=%+ 单单.') });
    fc.assert(
      fc.property(fc.constantFrom(...linkActions), number, (action, bill) => {
        fc.pre(bill.trim() !== '');
        const parsed = parseLink(`platen://${action}?bill=${encodeURIComponent(bill)}`);
        expect(parsed).toEqual({ ok: true, value: { action, bill: bill.trim() } });
      }),
    );
  });

  it.each([
    ['https://capture?bill=1', 'scheme'],
    ['platen:capture?bill=1', 'scheme'],
    ['', 'scheme'],
    ['platen://', 'action'],
    ['platen://submit?bill=1', 'action'],
    ['platen://capture', 'bill'],
    ['platen://capture?bill=', 'bill'],
    ['platen://capture?bill=%20', 'bill'],
    ['platen://capture?bill=%ZZ', 'bill'],
    ['platen://capture?bill=a%0Ab', 'bill'],
    [`platen://capture?bill=${'1'.repeat(101)}`, 'bill'],
    ['platen://capture/etc?bill=1', 'form'],
    ['platen://capture?bill=1&do=delete', 'form'],
    ['platen://capture?bill=1#x', 'form'],
    ['platen://capture?number=1', 'form'],
    [`platen://capture?bill=${'1'.repeat(1000)}`, 'long'],
  ])('LINK-1 %s is refused for its %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('LINK-1 no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseLink(text);
        parseLink(`platen://capture${text}`);
      }),
    );
  });
});
