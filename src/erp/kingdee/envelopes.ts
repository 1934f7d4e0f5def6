import { z } from 'zod';
import { readJson } from '../read-json.ts';

/* Two envelopes that share nothing: sign-in, and the imaging interfaces. Numbers come as text and text as numbers. */

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).trim());
const text = scalar
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : value))
  .catch(null);
/** `true` or `"true"` in any case; null when it is neither that nor false. */
const flag = text.transform((value) => {
  const word = value?.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
});
/** Empty, null, missing and a wrong kind of value are all "no data". */
const fields = z.record(z.string(), z.unknown()).catch({});

const authEnvelope = z.object({
  state: text,
  status: flag,
  message: text,
  data: fields,
});
const authData = z.object({
  app_token: text,
  access_token: text,
  success: flag,
  error_code: text,
  error_desc: text,
  expire_time: text,
});
const imagingEnvelope = z.object({ success: flag, errorCode: text, message: text, data: fields });

export type AuthReading =
  | { readonly type: 'token'; readonly token: string; readonly expiresAt: number | null }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  | { readonly type: 'garbled' };

/** A reply of getAppToken or login, by its own words; only the token itself has to be there. */
export function readAuth(body: string, field: 'app_token' | 'access_token'): AuthReading {
  const envelope = authEnvelope.safeParse(readJson(body));
  if (!envelope.success) return { type: 'garbled' };
  const { state, status, message } = envelope.data;
  const data = authData.parse(envelope.data.data);
  const isRefused =
    status === false ||
    data.success === false ||
    (state !== null && state.toLowerCase() !== 'success') ||
    (data.error_code !== null && !/^0+$/.test(data.error_code));
  if (isRefused) {
    return {
      type: 'refused',
      code: data.error_code ?? state ?? '',
      message: data.error_desc ?? message ?? '',
    };
  }
  const token = data[field];
  if (token === null) return { type: 'garbled' };
  const expiresAt = data.expire_time === null ? Number.NaN : Number(data.expire_time);
  return { type: 'token', token, expiresAt: Number.isFinite(expiresAt) ? expiresAt : null };
}

export type ImagingReading =
  | { readonly type: 'success'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  /** Not an answer of an imaging interface, or one that contradicts itself. */
  | { readonly type: 'garbled' };

/** An answer of an imaging interface, decided by its body alone. */
export function readImaging(body: string): ImagingReading {
  const envelope = imagingEnvelope.safeParse(readJson(body));
  if (!envelope.success) return { type: 'garbled' };
  const { success, errorCode, message, data } = envelope.data;
  const isZero = errorCode === null ? null : /^0+$/.test(errorCode);
  if ((success === true && isZero !== false) || (success === null && isZero === true)) {
    return { type: 'success', fields: data };
  }
  if ((success === false && isZero !== true) || (success === null && isZero === false)) {
    return { type: 'refused', code: errorCode ?? '', message: message ?? '' };
  }
  return { type: 'garbled' };
}

/** A field as text, whether it came as text or number; null when it is empty or not there. */
export function textField(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  return text.parse(fields[name]);
}
