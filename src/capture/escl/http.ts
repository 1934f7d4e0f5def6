import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EsclLimits } from './limits.ts';
import { type CertificatePins, hostOf } from './pins.ts';
import { parseXml, type XmlElement, xmlLimitBytes } from './xml.ts';

/** Why an exchange gave no answer. `unreachable`: nobody there at all. `certificate`: somebody else may be there. */
export interface HttpFailure {
  readonly type: 'unreachable' | 'broken' | 'certificate' | 'aborted';
  readonly detail: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Must be read or destroyed. */
  readonly body: http.IncomingMessage;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** XML, or null for none. */
  readonly body: string | null;
  /** Host name to be called by; null: that of the address. */
  readonly host: string | null;
}

/** One scanner's HTTP side. Each call has its own connection: a reused one may be closed under a request that must not be sent twice. */
export interface EsclHttp {
  readonly baseUrl: string;
  call(call: HttpCall, signal: AbortSignal): Promise<Result<HttpAnswer, HttpFailure>>;
  get(url: string, signal: AbortSignal): Promise<Result<HttpAnswer, HttpFailure>>;
  /** GET of an XML resource beside the base address, within the limit of control calls. */
  xml(
    name: string,
    signal: AbortSignal,
  ): Promise<Result<XmlElement, HttpFailure & { readonly status: number | null }>>;
}

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTDOWN',
]);
const certificateCode = 'CERTIFICATE_CHANGED';

/** Scanners carry certificates they signed themselves: `pins` says whether one is taken. */
export function openEsclHttp(baseUrl: string, limits: EsclLimits, pins: CertificatePins): EsclHttp {
  const base = baseUrl.replace(/\/+$/, '');

  function call(wanted: HttpCall, signal: AbortSignal) {
    return new Promise<Result<HttpAnswer, HttpFailure>>((resolve) => {
      if (signal.aborted) {
        resolve(err({ type: 'aborted', detail: 'cancelled' }));
        return;
      }
      const { method, url, body } = wanted;
      const isSecure = url.startsWith('https:');
      const request = (isSecure ? https : http).request(url, {
        method,
        headers: headersOf(wanted),
        signal,
        agent: false,
        rejectUnauthorized: false,
      });
      const connecting = setTimeout(
        () => request.destroy(withCode('ETIMEDOUT', `no connection in ${limits.connectMs} ms`)),
        limits.connectMs,
      );
      request.on('socket', (socket) => {
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          clearTimeout(connecting);
          if (!isSecure) return;
          const { fingerprint256 } = (socket as TLSSocket).getPeerCertificate();
          if (!pins.accepts(url, fingerprint256)) {
            request.destroy(withCode(certificateCode, `${hostOf(url)} shows ${fingerprint256}`));
          }
        });
      });
      request.on('response', (response) =>
        resolve(ok({ status: response.statusCode ?? 0, headers: response.headers, body: response })),
      );
      request.on('error', (cause: NodeJS.ErrnoException) => {
        clearTimeout(connecting);
        resolve(err(toFailure(cause, signal)));
      });
      request.end(body ?? undefined);
    });
  }

  const get = (url: string, signal: AbortSignal) =>
    call({ method: 'GET', url, body: null, host: null }, signal);

  return {
    baseUrl: base,
    call,
    get,
    async xml(name, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(limits.controlMs)]);
      const answer = await get(`${base}/${name}`, limited);
      if (!answer.ok) {
        return err({ ...orTimeout(answer.error, signal, limits), status: null });
      }
      const { status, body } = answer.value;
      if (status !== 200) {
        body.destroy();
        return err({ type: 'broken', detail: `HTTP ${status} for ${name}`, status });
      }
      const text = await readText(body);
      if (!text.ok) return err({ ...orTimeout(toFailure(text.error, limited), signal, limits), status });
      const parsed = parseXml(text.value);
      return parsed.ok ? parsed : err({ type: 'broken', detail: `${name}: ${parsed.error}`, status });
    },
  };
}

/** An abort that was not the caller's is our own time limit. */
export function orTimeout(failure: HttpFailure, signal: AbortSignal, limits: EsclLimits): HttpFailure {
  if (failure.type !== 'aborted' || signal.aborted) return failure;
  return { type: 'broken', detail: `no answer in ${limits.controlMs} ms` };
}

function headersOf({ body, host }: HttpCall): http.OutgoingHttpHeaders {
  return {
    Accept: '*/*',
    Connection: 'close',
    ...(host === null ? {} : { Host: host }),
    ...(body === null
      ? {}
      : { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(body) }),
  };
}

async function readText(body: http.IncomingMessage): Promise<Result<string, NodeJS.ErrnoException>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > xmlLimitBytes) return err(new Error(`more than ${xmlLimitBytes} bytes`));
      chunks.push(chunk);
    }
  } catch (cause) {
    return err(cause as NodeJS.ErrnoException);
  }
  return ok(Buffer.concat(chunks).toString('utf8'));
}

function withCode(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}

function toFailure(cause: NodeJS.ErrnoException, signal: AbortSignal): HttpFailure {
  if (signal.aborted) return { type: 'aborted', detail: 'cancelled' };
  if (cause.code === certificateCode) return { type: 'certificate', detail: cause.message };
  const detail = cause.code ? `${cause.code} ${cause.message}` : cause.message;
  return { type: unreachableCodes.has(cause.code ?? '') ? 'unreachable' : 'broken', detail };
}
