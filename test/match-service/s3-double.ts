import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Server } from './swift-server.ts';

/*
 * A protocol double, not an S3 server: seven requests in memory, no signatures checked. It stands for what Debian's Swift
 * cannot show, the conditional put of Amazon and Ceph, and for servers that fail.
 */

export interface S3Double extends S3Server {
  readonly objects: Map<string, Buffer>;
  /** Every put that came, with its headers. */
  readonly puts: IncomingMessage['headers'][];
  /** Answers the next `count` requests of `method` with this status and error name. */
  fail(method: string, count: number, status: number, name: string): void;
  /** Keeps the next object one byte short without saying so. */
  truncateNext(): void;
}

export async function startS3Double(): Promise<S3Double> {
  const objects = new Map<string, Buffer>();
  const arrivals = new Map<string, number>();
  const puts: IncomingMessage['headers'][] = [];
  const failures: { method: string; status: number; name: string }[] = [];
  let truncates = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const key = new URL(request.url ?? '', 'http://double').pathname;
    const isBucket = key.split('/').filter(Boolean).length < 2;
    const refuse = (status: number, name: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(
          request.method === 'HEAD' ? '' : `<Error><Code>${name}</Code><Message>${name}</Message></Error>`,
        );
    const failure = failures.findIndex(({ method }) => method === request.method);
    if (failure !== -1 && !isBucket) {
      const { status, name } = failures.splice(failure, 1)[0] ?? { status: 500, name: '' };
      if (status === 0) request.socket.destroy();
      else refuse(status, name);
      return;
    }
    if (isBucket && request.method === 'GET') {
      const prefix = new URL(request.url ?? '', 'http://double').searchParams.get('prefix') ?? '';
      const bucket = `/${key.split('/').filter(Boolean)[0]}/`;
      const contents = [...objects]
        .filter(([name]) => name.startsWith(bucket + prefix))
        .map(([name, bytes]) => {
          const at = new Date(arrivals.get(name) ?? 0).toISOString();
          const own = name.slice(bucket.length);
          return `<Contents><Key>${own}</Key><Size>${bytes.length}</Size><LastModified>${at}</LastModified></Contents>`;
        });
      return void response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`);
    }
    if (isBucket) return void response.writeHead(200).end();
    if (request.method === 'DELETE') {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (request.method === 'PUT') {
      puts.push(request.headers);
      const hash = createHash('sha256').update(body);
      if (request.headers['x-amz-content-sha256'] !== hash.copy().digest('hex'))
        return void refuse(400, 'XAmzContentSHA256Mismatch');
      if (request.headers['x-amz-checksum-sha256'] !== hash.digest('base64'))
        return void refuse(400, 'BadDigest');
      if (request.headers['if-none-match'] === '*' && objects.has(key))
        return void refuse(412, 'PreconditionFailed');
      arrivals.set(key, Date.now() - 1000);
      objects.set(key, truncates > 0 ? body.subarray(1) : body);
      truncates = Math.max(0, truncates - 1);
      return void response.writeHead(200, { etag: '"x"' }).end();
    }
    const object = objects.get(key);
    if (object === undefined) return void refuse(404, 'NoSuchKey');
    response.writeHead(200, {
      'content-length': object.length,
      'last-modified': new Date(arrivals.get(key) ?? 0).toUTCString(),
      etag: '"x"',
    });
    response.end(request.method === 'HEAD' ? undefined : object);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    puts,
    fail(method, count, status, name) {
      for (let index = 0; index < count; index += 1) failures.push({ method, status, name });
    },
    truncateNext() {
      truncates += 1;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
