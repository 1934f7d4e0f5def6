import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { capabilitiesXml, jobPath, statusXml } from './answers.ts';
import { readControls } from './controls.ts';
import { type Feeder, type NextSide, openFeeder } from './feeder.ts';
import { readJobSettings } from './job-settings.ts';
import type { PaperStack, SideScan, SideSettings } from './stack.ts';

/** A double of a network scanner: real eSCL on loopback, our own paper. */
export interface VirtualScanner {
  /** Base address, `http://127.0.0.1:port/eSCL`. */
  readonly url: string;
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
}): Promise<VirtualScanner> {
  const feeder = openFeeder(options.stack, options.loading, () => performance.now());
  const uuid = options.uuid ?? defaultUuid;
  const serveSide = openSideServer(feeder, options.paceMs);

  const server = createServer((request, response) => {
    answer(request, response).catch((cause: unknown) => {
      if (!response.headersSent) send(response, 500, String(cause));
      else response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Another web page in the same browser must not be able to work the scanner under a name of its own.
    if (!loopbackHosts.test(request.headers.host ?? '')) return send(response, 403, 'loopback only');
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const job = /^\/eSCL\/ScanJobs\/([0-9a-f-]+)(\/NextDocument)?$/.exec(path);
    switch (`${request.method} ${path}`) {
      case 'GET /eSCL/ScannerCapabilities':
        return sendXml(response, capabilitiesXml(uuid));
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
    const settings = readJobSettings(await readBody(request));
    if (!settings) return send(response, 409, 'settings not supported');
    const started = feeder.start(settings);
    if ('http' in started) {
      if (started.http === 503) response.setHeader('Retry-After', '1');
      return send(response, started.http, '');
    }
    const host = feeder.controls.location === 'foreign' ? 'scanner.invalid' : request.headers.host;
    response.setHeader('Location', `http://${host}${jobPath(started.id)}`);
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

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/eSCL`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** NextDocument: the next side at its pace, with the faults that were ordered for it. */
function openSideServer(feeder: Feeder, defaultPaceMs: number) {
  let lastSideAt = Number.NEGATIVE_INFINITY;

  return async function serveSide(jobId: string, response: ServerResponse): Promise<void> {
    const next = feeder.next(jobId);
    if (next.type === 'none') return send(response, 404, '');
    if (next.type === 'refused') {
      if (next.http === 503) response.setHeader('Retry-After', '1');
      return send(response, next.http, '');
    }
    const bytes = await scanSide(feeder, jobId, next);
    const paceMs = feeder.controls.pace ?? defaultPaceMs;
    await delay(Math.max(0, lastSideAt + paceMs - performance.now()));
    lastSideAt = performance.now();
    if (response.destroyed) return feeder.sideLost(jobId);

    response.setHeader('Content-Type', 'image/jpeg');
    if (feeder.controls.drop?.at === next.index) {
      feeder.sideLost(jobId);
      response.setHeader('Content-Length', bytes.length);
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      return;
    }
    const isCut = feeder.controls.truncate?.at === next.index;
    const sent = isCut ? bytes.subarray(0, Math.floor((bytes.length * 3) / 4)) : bytes;
    response.setHeader('Content-Length', sent.length);
    // Counted before the client can have all of it, so that its next question finds the side done.
    response.once('close', () => {
      if (!response.writableFinished) feeder.sideLost(jobId);
    });
    feeder.sideDone(jobId);
    response.end(sent);
    await scanAhead(next.ahead.slice(0, 2), feederSettings(feeder, jobId));
  };
}

/** The feeder draws the next sheet in while this side is on its way. A side that fails here fails again when asked for, and is told then. */
async function scanAhead(scans: readonly SideScan[], settings: SideSettings): Promise<void> {
  for (const scan of scans) await scan(settings).catch(() => undefined);
}

function scanSide(feeder: Feeder, jobId: string, next: Extract<NextSide, { type: 'side' }>): Promise<Buffer> {
  return next.scan(feederSettings(feeder, jobId));
}

function feederSettings(feeder: Feeder, jobId: string) {
  const job = feeder.jobs().find(({ id }) => id === jobId);
  if (!job) throw new Error(`job ${jobId} is gone`);
  return job.settings;
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
