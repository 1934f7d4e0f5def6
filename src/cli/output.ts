import type { StationError } from '../contract/errors.ts';
import type { ScanNote } from '../contract/profile-shapes.ts';

/**
 * What a command can end in beside the station's errors: the sheets are not as many as were counted by hand; the audit
 * trail is not as it was written; a database that reads is not rebuilt; pages are damaged;
 * a service is moved to an empty store only, and is not moved unless all of it arrived.
 */
export type Failure =
  | StationError
  | { readonly type: 'StoreSound' }
  | { readonly type: 'MoveTargetUsed'; readonly rows: number; readonly blobs: number }
  | { readonly type: 'MoveDiffers'; readonly what: string }
  | { readonly type: 'PagesDamaged'; readonly pages: number }
  | { readonly type: 'AuditBroken'; readonly entry: number; readonly why: string }
  | { readonly type: 'CountDiffers'; readonly counted: number; readonly fed: number };

/** What a command prints. With `--json` one object a line and nothing else on standard output. */
export interface Output {
  readonly isJson: boolean;
  /** A result: the object with `--json`, else the words. */
  line(object: Readonly<Record<string, unknown>>, words: string): void;
  /** An input that failed: its error object on its own line; the exit status becomes 1. */
  failure(error: Failure, about: Readonly<Record<string, unknown>>): void;
  /** Progress for a person, on standard error. */
  note(words: string): void;
  /** 0 done, 1 some input failed. */
  status(): 0 | 1;
}

export function openOutput(format: 'json' | 'text'): Output {
  let failures = 0;
  const isJson = format === 'json';
  return {
    isJson,
    line(object, words) {
      process.stdout.write(`${isJson ? JSON.stringify(object) : words}\n`);
    },
    failure(error, about) {
      failures += 1;
      if (isJson) process.stdout.write(`${JSON.stringify({ ...about, error })}\n`);
      else process.stderr.write(`${Object.values(about).join(' ')}: ${wordsOf(error)}\n`);
    },
    note(words) {
      process.stderr.write(`${words}\n`);
    },
    status: () => (failures > 0 ? 1 : 0),
  };
}

/** `FileTooLarge (bytes 300, limitBytes 200)`: the code and its parameters, as support wants them. */
export function wordsOf(error: Failure | ScanNote): string {
  const { type, ...params } = error;
  const shown = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return shown.length > 0 ? `${type} (${shown.join(', ')})` : type;
}
