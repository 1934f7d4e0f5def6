/* What an S3 server's refusal means. Servers differ in names; statuses are the same with all. */

interface Refusal {
  readonly name: string;
  readonly status: number | null;
}

export function isNotThere(error: unknown): boolean {
  const { name, status } = refusalOf(error);
  return status === 404 && name !== 'NoSuchBucket';
}

/** The key is taken already, or another put of it is under way and will take it. */
export function isTaken(error: unknown): boolean {
  return refusalOf(error).status === 412;
}

/** The server knows no conditional put: Swift says 501. */
export function isUnconditional(error: unknown): boolean {
  return refusalOf(error).status === 501;
}

export function isFull(error: unknown): boolean {
  const { name, status } = refusalOf(error);
  return status === 507 || /QuotaExceeded|StorageFull|InsufficientStorage/.test(name);
}

/** 409 is Amazon's answer to a conditional put that met another one. */
export function isPassing(error: unknown): boolean {
  const { name, status } = refusalOf(error);
  if (status === null) return !/Credentials/.test(name);
  return [408, 409, 429].includes(status) || (status >= 500 && status !== 501 && status !== 507);
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { name: '', status: null };
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return { name: error.name, status: metadata.httpStatusCode ?? null };
}
