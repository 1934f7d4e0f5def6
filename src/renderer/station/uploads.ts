import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/**
 * Hands a file to the station; gives the id that `import.start` takes, or `queue.import` of one that holds bills. Broken off
 * by the signal it ends in an error as any other that did not get through.
 */
export async function upload(
  file: File,
  holds: 'pages' | 'bills' = 'pages',
  signal: AbortSignal | null = null,
): Promise<Result<string, StationError>> {
  try {
    const response = await fetch(`uploads?name=${encodeURIComponent(file.name)}&holds=${holds}`, {
      method: 'POST',
      body: file,
      signal,
    });
    const body: unknown = await response.json().catch(() => null);
    const uploadId = uploadIdIn(body);
    if (response.ok && uploadId) return ok(uploadId);
    const error = errorIn(body);
    return err(error ?? { type: 'FileUnreadable', name: file.name, detail: `HTTP ${response.status}` });
  } catch (cause) {
    // Also when the file went away between the choice and the reading.
    return err({ type: 'FileUnreadable', name: file.name, detail: String(cause) });
  }
}

/** The route answers `{uploadId}`, or a Result around it. */
function uploadIdIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('uploadId' in body && typeof body.uploadId === 'string') return body.uploadId;
  return 'value' in body ? uploadIdIn(body.value) : null;
}

function errorIn(body: unknown): StationError | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'type' in error ? (error as StationError) : null;
}
