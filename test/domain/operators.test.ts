import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandRoles } from '../../src/contract/command-roles.ts';
import { commands } from '../../src/contract/commands.ts';
import {
  operatorKey,
  operatorName,
  pinRefusal,
  roleMay,
  roles,
  waitAfter,
  waitLeft,
} from '../../src/domain/rules/operators.ts';

describe('operators', () => {
  it('OPER-1 every command says who may run it, and the greater role may do what the lesser may', () => {
    expect(Object.keys(commandRoles).toSorted()).toEqual(Object.keys(commands).toSorted());
    for (const [at, role] of roles.entries())
      for (const [least, needed] of roles.entries()) expect(roleMay(role, needed)).toBe(at >= least);
    const free = Object.entries(commandRoles).filter(([, role]) => role === 'nobody');
    expect(free.map(([name]) => name)).toEqual([
      'session.signIn',
      'session.signOut',
      'session.lock',
      'session.unlock',
      // Brings a link to the door, where it waits; to take it in is an operator's.
      'link.open',
    ]);
  });

  it('OPER-2 a PIN is long enough for what it is made of, and not one character only', () => {
    expect(pinRefusal('48210')).toBe('short');
    expect(pinRefusal('482103')).toBeNull();
    expect(pinRefusal('绿水青山')).toBe('short');
    expect(pinRefusal('abc12_x')).toBe('short');
    expect(pinRefusal('abc12_xy')).toBeNull();
    expect(pinRefusal('000000')).toBe('uniform');
    expect(pinRefusal('12'.repeat(51))).toBe('long');
  });

  it('OPER-3 waits grow, end, and are neither ended nor stretched by a clock put back', () => {
    expect([0, 4, 5, 6, 7, 10, 5000].map(waitAfter)).toEqual([
      0, 0, 30_000, 60_000, 120_000, 900_000, 900_000,
    ]);
    fc.assert(
      fc.property(fc.nat(40), fc.nat(1e9), fc.nat(1e9), (count, at, now) => {
        const left = waitLeft({ count, at }, now);
        expect(left.ms).toBeLessThanOrEqual(waitAfter(count));
        expect(left.since).toBeLessThanOrEqual(now);
        if (now < at) expect(left.ms).toBe(waitAfter(count));
        // Kept as told, the wait is over when it has passed once by the clock as it goes now.
        expect(waitLeft({ count, at: left.since }, now + left.ms).ms).toBe(0);
      }),
    );
  });

  it('OPER-4 one name however it is typed', () => {
    expect(operatorName('  Zoe\u0308  Li ')).toBe('Zo\u00eb Li');
    expect(operatorKey('ＷＡＮＧ li')).toBe(operatorKey('Wang  LI'));
    expect(operatorKey('Stra\u00dfe')).toBe(operatorKey('STRASSE'));
    expect(operatorKey('林晓')).not.toBe(operatorKey('林小'));
  });
});
