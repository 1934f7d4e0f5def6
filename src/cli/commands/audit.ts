import { join } from 'node:path';
import { verifyAudit } from '../../station/store/verify-audit.ts';
import type { Output } from '../output.ts';

/** `platen audit`: whether the audit trail of a data folder is as it was written. The station may be at work. */
export function checkAudit(dataFolder: string, output: Output): void {
  const verdict = verifyAudit(join(dataFolder, 'station.sqlite'));
  if (!verdict.ok) {
    output.failure(verdict.error, {});
    return;
  }
  const { entries, head, broken } = verdict.value;
  const last = head ? `, the last is entry ${head.entry}, hash ${head.hash}` : '';
  output.line({ entries, head }, `${entries} entries as they were written${last}`);
  if (broken) output.failure({ type: 'AuditBroken', ...broken }, {});
}
