import { describe, expect, it } from 'vitest';
import { makeEnrolmentCode, readEnrolmentCode } from '../../src/domain/rules/enrolment-code.ts';
import { isReadableOnTheWay, parseServiceAddress } from '../../src/domain/rules/service-address.ts';

describe('a code', () => {
  it('ENROL-1 is read however it is typed, and is none with a sign too few or one that looks like another', () => {
    const made = makeEnrolmentCode((signs) => signs - 1);
    expect(made).toBe('YYYY-YYYY');
    expect(readEnrolmentCode(made)).toBe('YYYYYYYY');
    for (const typed of ['k7wf-3htr', ' K7WF3HTR ', 'K7 WF 3H TR', 'Ｋ７ＷＦ－３ＨＴＲ'])
      expect(readEnrolmentCode(typed), typed).toBe('K7WF3HTR');
    for (const typed of ['', 'K7WF-3HT', 'K7WF-3HTRR', 'K7WF-3HTO', 'K7WF-3HT1', 'K7WF_3HTR'])
      expect(readEnrolmentCode(typed), typed).toBeNull();
  });
});

describe('the address of a match service', () => {
  it.each([
    ['match.example', 'https://match.example'],
    ['https://Match.Example:443/', 'https://match.example'],
    ['http://10.0.0.7:8080//', 'http://10.0.0.7:8080'],
    ['https://match.example:8443/scan/v2/', 'https://match.example:8443/scan/v2'],
    ['http://[fe80::1]:80', 'http://[fe80::1]'],
    ['ｈｔｔｐｓ：／／match.example', 'https://match.example'],
  ])('ENROL-37 %s is %s', (typed, meant) => {
    expect(parseServiceAddress(typed)).toEqual({ ok: true, value: meant });
  });

  it.each([
    '',
    'ftp://match.example',
    'https://user:word@match.example',
    'https://match.example/?a=1',
    'https://match.example/#a',
    'a b',
    'match.example:0',
    'match.example:70000',
  ])('ENROL-37 %j is none', (typed) =>
    expect(parseServiceAddress(typed)).toEqual({ ok: false, error: 'invalid' }),
  );

  it('ENROL-37 can be read on the way in clear text over a network', () => {
    for (const own of ['http://127.0.0.1:80', 'http://localhost', 'http://[::1]:9', 'https://match.example'])
      expect(isReadableOnTheWay(own), own).toBe(false);
    for (const open of ['http://match.example', 'http://localhost.example', 'http://10.0.0.7:80'])
      expect(isReadableOnTheWay(open), open).toBe(true);
  });
});
