import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import { ServiceBusy } from '../busy.ts';
import { openArrivals, receive } from './arrival.ts';
import type { BlobError, BlobStore, StoredBlob } from './blob-store.ts';
import { intact } from './intact.ts';
import type { S3Address } from './s3-address.ts';
import { isFull, isNotThere, isPassing, isTaken, isUnconditional } from './s3-refusals.ts';

export interface S3BlobLimits {
  /** Largest blob taken. */
  readonly maxBytes: number;
  /** Uploads arrive here before they go on: nothing is sent to the bucket that does not have its hash. */
  readonly arrivals: string;
}

const attempts = 3;
const nothing = () => undefined;
/** The client warns on the console of what we do ourselves: sending a stream again. */
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Blobs as objects `<prefix><first 2 hex>/<sha256>` in a bucket. The hash is sent as the signed hash of the payload,
 * which every S3 server verifies, and as its checksum, which some keep: an object with other bytes is never made.
 * Credentials come from the environment, as for every AWS client. Throws when the bucket cannot be reached.
 */
export async function openS3Blobs(address: S3Address, limits: S3BlobLimits): Promise<BlobStore> {
  const { bucket, prefix } = address;
  const client = new S3Client({
    region: address.region,
    ...(address.endpoint === null ? {} : { endpoint: address.endpoint, forcePathStyle: true }),
    logger: silent,
    requestHandler: { connectionTimeout: 5000, socketTimeout: 60_000 },
    // A stream cannot be sent again by the client: we do, from the file.
    maxAttempts: 1,
    // Else sent as chunks with the checksum behind, which older servers refuse. It is known before.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  await openArrivals(limits.arrivals);
  const keyOf = (sha256: Sha256) => `${prefix}${sha256.slice(0, 2)}/${sha256}`;
  /** Some servers know no conditional put. Without it equal bytes are written twice, which does no harm. */
  let isConditional = true;

  async function sizeOf(sha256: Sha256): Promise<number | null> {
    try {
      const head = await persist(() =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(sha256) })),
      );
      return head.ContentLength ?? 0;
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    }
  }

  async function send(sha256: Sha256, path: string, bytes: number): Promise<'created' | 'present'> {
    // As this put was sent: another one may learn of the server's ways meanwhile.
    const wasConditional = isConditional;
    const body = createReadStream(path);
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: keyOf(sha256),
      Body: body,
      ContentLength: bytes,
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      ...(wasConditional ? { IfNoneMatch: '*' } : {}),
    });
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amz-content-sha256'] = sha256;
        return next(args);
      },
      { step: 'build', name: 'signedPayloadHash' },
    );
    try {
      await client.send(command);
      return 'created';
    } catch (error) {
      if (isTaken(error)) return 'present';
      if (!wasConditional || !isUnconditional(error)) throw error;
      isConditional = false;
      return send(sha256, path, bytes);
    } finally {
      body.destroy();
    }
  }

  async function put(
    sha256: Sha256,
    content: AsyncIterable<Uint8Array>,
  ): Promise<Result<'created' | 'present', BlobError>> {
    return receive(limits.arrivals, sha256, content, limits.maxBytes, async (path, bytes) => {
      if ((await sizeOf(sha256)) !== null) return ok('present');
      try {
        const made = await persist(() => send(sha256, path, bytes));
        const kept = await sizeOf(sha256);
        if (kept !== bytes) throw new Error(`the bucket keeps ${kept} of ${bytes} bytes of blob ${sha256}`);
        return ok(made);
      } catch (error) {
        if (isFull(error)) return err({ type: 'NoSpace' });
        throw error;
      }
    });
  }

  async function read(sha256: Sha256): Promise<Uint8Array> {
    const object = await persist(() =>
      client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(sha256) })),
    );
    return intact(sha256, (await object.Body?.transformToByteArray()) ?? new Uint8Array());
  }

  async function check(): Promise<void> {
    await persist(() => client.send(new HeadBucketCommand({ Bucket: bucket })));
  }

  async function* list(): AsyncGenerator<StoredBlob> {
    for (let token: string | undefined; ; ) {
      const page: ListObjectsV2CommandOutput = await persist(() =>
        client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        ),
      );
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        const sha256 = Key?.slice(prefix.length + 'ab/'.length) ?? '';
        // Other things may lie under the same prefix.
        if (!/^[0-9a-f]{64}$/.test(sha256) || Key !== keyOf(sha256) || !LastModified) continue;
        yield { sha256, bytes: Size ?? 0, arrivedAt: LastModified.getTime() };
      }
      token = page.NextContinuationToken;
      if (!page.IsTruncated || token === undefined) return;
    }
  }

  async function arrivedAt(sha256: Sha256): Promise<number | null> {
    try {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: keyOf(sha256) });
      const { LastModified } = await persist(() => client.send(command));
      return LastModified?.getTime() ?? null;
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    }
  }

  async function remove(sha256: Sha256): Promise<void> {
    await persist(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(sha256) })));
  }

  await check();
  return { sizeOf, put, read, list, arrivedAt, remove, check };
}

/** Tries again what may pass by itself: a broken connection, a server that is busy or failing. */
async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (attempt === attempts) throw new ServiceBusy('the blob store does not answer', { cause: error });
      await sleep(Math.random() * 200 * 2 ** attempt);
    }
  }
}
