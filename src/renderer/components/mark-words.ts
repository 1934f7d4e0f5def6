import { type QualityHint, qualityHints } from '../../domain/rules/quality.ts';
import type { QualityFault } from '../../domain/rules/quality-fault.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';

/** The word on the chip of what a page is marked with. */
export function markKey(reason: QualityFault | QualityHint | 'Parked' | 'Damaged'): MessageKey {
  if (reason === 'Damaged') return 'quality.damaged';
  if (reason === 'Parked') return 'quality.parked';
  return isHint(reason) ? `quality.hint.${reason}` : `quality.fault.${reason}`;
}

function isHint(reason: QualityFault | QualityHint): reason is QualityHint {
  return (qualityHints as readonly string[]).includes(reason);
}
