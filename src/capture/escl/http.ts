import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EsclLimits } from './limits.ts';
import { parseXml, type XmlElement, xmlLimitBytes } from './xml.ts';

/** Why an exchange gave no answer. `unreachable`: nobody there at all. */
export interface HttpFailure {
  readonly type: 'unreachable' | 'broken' | 'aborted';
  readonly detail: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Must be read or destroyed. */
  readonly body: http.IncomingMessage;
}

/** One scanner's HTTP side. Each call has its own connection: a reused one may be closed under a request that must not be sent twice. */
export interface EsclHttp {
  readonly baseUrl: string;
  call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body: string | null,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer, HttpFailure>>;
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

/** Scanners carry certificates they signed themselves: any is taken first, then only the same one as long as this process lives. */
export function openEsclHttp(baseUrl: string, limits: EsclLimits): EsclHttp {
  const base = baseUrl.replace(/\/+$/, '');
  let pinned: string | null = null;

  function call(method: 'GET' | 'POST' | 'DELETE', url: string, body: string | null, signal: AbortSignal) {
    return new Promise<Result<HttpAnswer, HttpFailure>>((resolve) => {
      if (signal.aborted) {
        resolve(err({ type: 'aborted', detail: 'cancelled' }));
        return;
      }
      const isSecure = url.startsWith('https:');
      const headers: http.OutgoingHttpHeaders = { Accept: '*/*', Connection: 'close' };
      if (body !== null) {
        headers['Content-Type'] = 'text/xml; charset=utf-8';
        headers['Content-Length'] = Buffer.byteLength(body);
      }
      const request = (isSecure ? https : http).request(url, {
        method,
        headers,
        signal,
        agent: false,
        rejectUnauthorized: false,
      });
      const connecting = setTimeout(
        () =>
          request.destroy(
            Object.assign(new Error(`no connection in ${limits.connectMs} ms`), { code: 'ETIMEDOUT' }),
          ),
        limits.connectMs,
      );
      request.on('socket', (socket) => {
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          clearTimeout(connecting);
          if (!isSecure) return;
          const fingerprint = (socket as TLSSocket).getPeerCertificate().fingerprint256;
          pinned ??= fingerprint;
          if (fingerprint !== pinned) request.destroy(new Error('another certificate than before'));
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

  return {
    baseUrl: base,
    call,
    async xml(name, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(limits.controlMs)]);
      const answer = await call('GET', `${base}/${name}`, null, limited);
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

function toFailure(cause: NodeJS.ErrnoException, signal: AbortSignal): HttpFailure {
  if (signal.aborted) return { type: 'aborted', detail: 'cancelled' };
  const detail = cause.code ? `${cause.code} ${cause.message}` : cause.message;
  return { type: unreachableCodes.has(cause.code ?? '') ? 'unreachable' : 'broken', detail };
}
