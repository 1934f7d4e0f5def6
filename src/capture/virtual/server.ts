import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { announceScanner } from './announce.ts';
import { capabilitiesXml, jobPath, statusXml } from './answers.ts';
import { readControls } from './controls.ts';
import { openFeeder } from './feeder.ts';
import { readJobSettings } from './job-settings.ts';
import { openSideServer } from './side-server.ts';
import type { PaperStack } from './stack.ts';

/** A double of a network scanner: real eSCL on loopback, our own paper. */
export interface VirtualScanner {
  /** Base address, `http://127.0.0.1:port/eSCL`. */
  readonly url: string;
  /** The same scanner over TLS; null without a certificate. */
  readonly secureUrl: string | null;
  close(): Promise<void>;
}

const defaultUuid = '7d3a1c52-5f0e-4b7e-9c1d-706c6174656e';
const requestLimitBytes = 100_000;
const loopbackHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export async function startVirtualScanner(options: {
  readonly stack: PaperStack;
  /** `reload`: an idle empty feeder fills itself again; `manual`: only by a control call. */
  readonly loading: 'reload' | 'manual';
  /** Shortest time between two sides, in milliseconds; 0: as fast as can be. */
  readonly paceMs: number;
  readonly uuid?: string;
  /** Makes it answer over TLS too, at a port of its own. PEM. */
  readonly certificate?: { readonly key: Buffer; readonly cert: Buffer };
  /** `mdns`: found by discovery on this machine. */
  readonly announce?: 'mdns' | 'no';
}): Promise<VirtualScanner> {
  const feeder = openFeeder(options.stack, options.loading, () => performance.now());
  const uuid = options.uuid ?? defaultUuid;
  const serveSide = openSideServer(feeder, options.paceMs);
  const delivery = () => feeder.controls.delivery ?? 'jpeg';

  const listener: http.RequestListener = (request, response) => {
    answer(request, response).catch((cause: unknown) => {
      if (!response.headersSent) send(response, 500, String(cause));
      else response.destroy();
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Another web page in the same browser must not be able to work the scanner under a name of its own.
    if (!loopbackHosts.test(request.headers.host ?? '')) return send(response, 403, 'loopback only');
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const job = /^\/eSCL\/ScanJobs\/([0-9a-f-]+)(\/NextDocument)?$/.exec(path);
    switch (`${request.method} ${path}`) {
      case 'GET /eSCL/ScannerCapabilities':
        return sendXml(response, capabilitiesXml(uuid, delivery()));
      case 'GET /eSCL/ScannerStatus':
        return sendXml(response, statusXml(feeder));
      case 'POST /eSCL/ScanJobs':
        return startJob(request, response);
      case 'POST /_ctl':
        return control(request, response);
    }
    if (request.method === 'GET' && job?.[1] && job[2]) return serveSide(job[1], response);
    if (request.method === 'DELETE' && job?.[1] && !job[2]) {
      return send(response, feeder.cancel(job[1]) ? 200 : 404, '');
    }
    send(response, 404, '');
  }

  async function startJob(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const settings = readJobSettings(await readBody(request), delivery());
    if (!settings) return send(response, 409, 'settings not supported');
    const started = feeder.start(settings);
    if ('http' in started) {
      if (started.http === 503) response.setHeader('Retry-After', feeder.retryAfterS);
      return send(response, started.http, '');
    }
    const host = feeder.controls.location === 'foreign' ? 'scanner.invalid' : request.headers.host;
    const scheme = 'encrypted' in request.socket ? 'https' : 'http';
    response.setHeader('Location', `${scheme}://${host}${jobPath(started.id)}`);
    send(response, 201, '');
  }

  async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of a browser cannot send this type to another origin without asking first.
    if (request.headers['content-type'] !== 'application/json') return send(response, 415, 'JSON only');
    const controls = readControls(await readBody(request));
    if (!controls) return send(response, 400, 'unknown control');
    feeder.control(controls);
    send(response, 204, '');
  }

  const plain = http.createServer(listener);
  const secure = options.certificate ? https.createServer(options.certificate, listener) : null;
  const url = `http://127.0.0.1:${await listen(plain)}/eSCL`;
  const secureUrl = secure ? `https://127.0.0.1:${await listen(secure)}/eSCL` : null;
  const urls = [url, ...(secureUrl ? [secureUrl] : [])];
  const announcement =
    options.announce === 'mdns' ? announceScanner(urls.map((one) => ({ url: one, uuid }))) : null;
  return {
    url,
    secureUrl,
    async close() {
      await announcement?.close();
      await Promise.all([plain, ...(secure ? [secure] : [])].map(closeServer));
    },
  };
}

async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

function closeServer(server: http.Server | https.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function sendXml(response: ServerResponse, text: string): void {
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  send(response, 200, text);
}

function send(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > requestLimitBytes) throw new Error('request too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
