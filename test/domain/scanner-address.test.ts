import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScannerAddress } from '../../src/domain/rules/scanner-address.ts';

describe('a scanner address typed by hand', () => {
  it.each([
    ['10.0.0.7', ['https://10.0.0.7/eSCL', 'http://10.0.0.7/eSCL']],
    ['10.0.0.7:8080', ['https://10.0.0.7:8080/eSCL', 'http://10.0.0.7:8080/eSCL']],
    ['  Scanner.Local  ', ['https://scanner.local/eSCL', 'http://scanner.local/eSCL']],
    ['scanner/escl/', ['https://scanner/escl', 'http://scanner/escl']],
    ['fe80::1', ['https://[fe80::1]/eSCL', 'http://[fe80::1]/eSCL']],
    ['[2001:db8::7]:631', ['https://[2001:db8::7]:631/eSCL', 'http://[2001:db8::7]:631/eSCL']],
    ['[::ffff:192.0.2.7]', ['https://[::ffff:192.0.2.7]/eSCL', 'http://[::ffff:192.0.2.7]/eSCL']],
    ['１０．０．０．７：８０', ['https://10.0.0.7:80/eSCL', 'http://10.0.0.7:80/eSCL']],
  ])('ESCL-14 %s is asked over https first, then http', (typed, candidates) => {
    expect(parseScannerAddress(typed)).toEqual({ ok: true, value: candidates });
  });

  it.each([
    ['http://10.0.0.7', 'http://10.0.0.7/eSCL'],
    ['HTTP://10.0.0.7:80/eSCL/', 'http://10.0.0.7:80/eSCL'],
    ['https://mfp-2.example/scan/eSCL', 'https://mfp-2.example/scan/eSCL'],
  ])('ESCL-14 %s stays as it was typed', (typed, only) => {
    expect(parseScannerAddress(typed)).toEqual({ ok: true, value: [only] });
  });

  it.each([
    ...['', ' ', 'http://', 'ftp://10.0.0.7', '10.0.0', '10.0.0.256', '10.0.0.7:0', '10.0.0.7:65536'],
    ...['10.0.0.7:http', 'two words', 'user@10.0.0.7', '10.0.0.7/eSCL?x=1', '10.0.0.7#x', '-scanner', 'a..b'],
    ...['[fe80::1', '[1:2:3]', '1::2::3', '[1:2:3:4:5:6:7:8:9]', '[::ffff:1.2.3.4.5]', 'file:///etc/passwd'],
  ])('ESCL-14 "%s" is no address', (typed) => {
    expect(parseScannerAddress(typed)).toEqual({ ok: false, error: 'invalid' });
  });

  it('ESCL-14 whatever is accepted is an address to everybody else too, and to itself', () => {
    const piece = fc.constantFrom(
      'http://',
      'https://',
      '[',
      ']',
      ':',
      '/',
      '.',
      '-',
      '::',
      'a',
      'ff',
      '1',
      '255',
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseScannerAddress(text);
        if (!parsed.ok) return;
        for (const candidate of parsed.value) {
          const url = new URL(candidate);
          expect([url.username, url.search, url.hash]).toEqual(['', '', '']);
          expect(parseScannerAddress(candidate)).toEqual({ ok: true, value: [candidate] });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
