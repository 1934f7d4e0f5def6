import { createHash } from 'node:crypto';
import type { Sha256 } from '../../domain/units.ts';

/** An entry of the audit trail as it is hashed; `subjects` sorted, each once. */
export interface AuditLine {
  readonly id: number;
  readonly at: number;
  readonly operator: string;
  readonly batchId: string | null;
  readonly act: string;
  readonly detail: string;
  readonly subjects: readonly string[];
}

/** What the first entry follows. */
export const chainStart: Sha256 = '0'.repeat(64);

/**
 * Hash of an entry: SHA-256 of the hash before it, a line feed, and the entry as a JSON array. Whoever changes, drops or
 * slips in an entry has to make all later ones anew (a hash chain as of Haber and Stornetta, 1991).
 */
export function auditHash(previous: Sha256, line: AuditLine): Sha256 {
  const { id, at, operator, batchId, act, detail, subjects } = line;
  const text = JSON.stringify([id, at, operator, batchId, act, detail, subjects]);
  return createHash('sha256').update(`${previous}\n${text}`).digest('hex');
}
