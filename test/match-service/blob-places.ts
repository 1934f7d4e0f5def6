import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3Double } from './s3-double.ts';
import { hasSwift, type S3Server, startSwift, swiftCredentials } from './swift-server.ts';

process.env.AWS_ACCESS_KEY_ID = swiftCredentials.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = swiftCredentials.secretAccessKey;

/** Where a service keeps its blobs. */
export interface BlobPlace {
  readonly name: 'files' | 'a bucket of a double' | 'a bucket of OpenStack Swift';
  /** As the service takes it, with nothing in it; null for files in its folder. */
  empty(): Promise<string | null>;
}

/** Runs the same tests on files, on a double of the S3 protocol, and on a real S3 API. Without one that is said loudly, and fails under CI. */
export function onBlobPlaces(suite: string, tests: (place: BlobPlace) => void): void {
  describe(`${suite} in files`, () => tests({ name: 'files', empty: async () => null }));
  onBuckets(suite, 'a bucket of a double', startS3Double, tests);
  if (hasSwift) {
    onBuckets(suite, 'a bucket of OpenStack Swift', startSwift, tests);
    return;
  }
  process.stderr.write(`\n!! ${suite} on a real S3 API: SKIPPED, Swift is not installed (npm run setup)\n`);
  (process.env.CI ? it : it.skip)(`SVC-7 ${suite}: Swift is installed`, () => expect(hasSwift).toBe(true));
}

function onBuckets(
  suite: string,
  name: BlobPlace['name'],
  start: () => Promise<S3Server>,
  tests: (place: BlobPlace) => void,
): void {
  describe(`${suite} in ${name}`, () => {
    let server: S3Server | null = null;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server?.stop());
    tests({
      name,
      async empty() {
        if (server === null) throw new Error('the S3 server is not running');
        return newBucket(server.endpoint);
      },
    });
  });
}

async function newBucket(endpoint: string): Promise<string> {
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  const bucket = `p${randomBytes(8).toString('hex')}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return `s3://${bucket}/scans/?endpoint=${encodeURIComponent(endpoint)}`;
}
