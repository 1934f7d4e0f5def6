export interface S3Address {
  readonly bucket: string;
  /** Before every key; empty or with a slash at its end. */
  readonly prefix: string;
  readonly region: string;
  /** The server's address; null for Amazon's own. */
  readonly endpoint: string | null;
}

/**
 * Reads `s3://bucket/prefix?endpoint=https://host&region=name`. It carries no credentials: those are in
 * `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. Throws, saying what is wrong.
 */
export function parseS3Address(text: string): S3Address {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 's3:' || url.hostname === '')
    throw new Error('the blob address is not s3://bucket/prefix?endpoint=https://host&region=name');
  if (url.username !== '' || url.password !== '')
    throw new Error(
      'the blob address holds credentials: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  const endpoint = url.searchParams.get('endpoint');
  if (endpoint !== null && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error('the endpoint of the blob address is not http:// or https://');
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    endpoint,
  };
}
