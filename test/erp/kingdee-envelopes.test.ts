import { describe, expect, it } from 'vitest';
import { kingdeeConfig } from '../../src/erp/kingdee/config.ts';
import { readAuth, readImaging, textField } from '../../src/erp/kingdee/envelopes.ts';

const imaging = (envelope: unknown) => readImaging(JSON.stringify(envelope));

describe('answers of the imaging interfaces', () => {
  it.each([
    [{ success: true, errorCode: '0000', data: { fileNo: 'a' } }],
    [{ success: 'true', errorCode: '0000', data: null }],
    [{ success: 'TRUE', errorCode: '0000' }],
    [{ success: 'True', errorCode: '', data: {} }],
    [{ success: true, errorCode: null, data: [] }],
    [{ errorCode: '0000', message: null, data: '' }],
    [{ success: true, errorCode: 0, extra: { nested: [1] } }],
  ])('KING-50 success is %j', (envelope) => {
    expect(imaging(envelope).type).toBe('success');
  });

  it.each([
    [{ success: false, errorCode: '0099', message: 'no' }, '0099'],
    [{ success: 'false', errorCode: 500, data: {} }, '500'],
    [{ success: 'False' }, ''],
    [{ errorCode: 'E1' }, 'E1'],
  ])('KING-51 a refusal is %j', (envelope, code) => {
    expect(imaging(envelope)).toMatchObject({ type: 'refused', code });
  });

  it.each([
    [{ success: true, errorCode: '0099' }],
    [{ success: false, errorCode: '0000' }],
    [{ success: 'yes' }],
    [{}],
    ['true'],
    [null],
    [[]],
  ])('KING-52 neither is %j', (envelope) => {
    expect(imaging(envelope).type).toBe('garbled');
    expect(readImaging('<html>').type).toBe('garbled');
    expect(readImaging('').type).toBe('garbled');
  });

  it('KING-53 numbers are read as text, without losing a digit', () => {
    const answer = readImaging(
      '{"success":"true","errorCode":"0000","data":{"fileNo":1234567890123456789,"n":7}}',
    );
    if (answer.type !== 'success') throw new Error(answer.type);
    expect(textField(answer.fields, 'fileNo')).toBe('1234567890123456789');
    expect(textField(answer.fields, 'n')).toBe('7');
    expect(textField({ a: '', b: null, c: {}, d: 0 }, 'a')).toBeNull();
    expect(textField({ a: '', b: null, c: {}, d: 0 }, 'b')).toBeNull();
    expect(textField({ a: '', b: null, c: {}, d: 0 }, 'c')).toBeNull();
    expect(textField({ a: '', b: null, c: {}, d: 0 }, 'd')).toBe('0');
  });
});

describe('answers of signing in', () => {
  it('KING-54 are read by an envelope of their own', () => {
    const data = {
      app_token: 't',
      success: true,
      error_code: '0',
      error_desc: '',
      expire_time: 1_800_000_000_000,
    };
    const taken = { type: 'token', token: 't', expiresAt: 1_800_000_000_000 };
    const read = (envelope: unknown) => readAuth(JSON.stringify(envelope), 'app_token');
    expect(read({ state: 'success', status: true, data })).toEqual(taken);
    expect(
      read({
        state: 'SUCCESS',
        status: 'true',
        data: { ...data, error_code: 0, expire_time: '1800000000000' },
      }),
    ).toEqual(taken);
    expect(read({ data: { app_token: 't' } })).toEqual({ type: 'token', token: 't', expiresAt: null });
    expect(read({ state: 'success', status: true, data: { ...data, app_token: '' } }).type).toBe('garbled');
    expect(read({ state: 'error', status: false, data: { error_code: '7', error_desc: 'no' } })).toEqual({
      type: 'refused',
      code: '7',
      message: 'no',
    });
    expect(read({ success: true, errorCode: '0000', data: {} }).type).toBe('garbled');
    expect(imaging({ state: 'success', status: true, data }).type).toBe('garbled');
    expect(readAuth('<html>', 'app_token').type).toBe('garbled');
  });
});

describe('the configuration of a tenant', () => {
  const least = {
    baseAddress: 'https://host.example/tenant/',
    appId: 'a',
    accountId: '1',
    user: 'u',
    userType: 'UserName',
    resource: 'R',
  };

  it('KING-55 wants a source, https and no secret in the address', () => {
    const parsed = kingdeeConfig.parse(least);
    expect(parsed.baseAddress).toBe('https://host.example/tenant');
    const { resource: _, ...without } = least;
    expect(kingdeeConfig.safeParse(without).success).toBe(false);
    for (const baseAddress of [
      'http://host.example',
      'https://user:pass@host.example',
      'https://host.example/?access_token=x',
      'ftp://host.example',
      'host.example',
    ]) {
      expect(kingdeeConfig.safeParse({ ...least, baseAddress }).success).toBe(false);
    }
    expect(kingdeeConfig.safeParse({ ...least, baseAddress: 'http://127.0.0.1:8080' }).success).toBe(true);
  });

  it('KING-56 is careful where it says nothing', () => {
    expect(kingdeeConfig.parse(least)).toMatchObject({
      doubtfulUpload: 'stop',
      billsAtOnce: 1,
      billType: null,
    });
  });
});
