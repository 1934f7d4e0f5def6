import type { ScanPolicy } from '../../domain/rules/profile.ts';

/** Small print of receipts is at risk below this. */
const warnBelowDpi = 200;

/**
 * The resolutions a station warns of and refuses. `PLATEN_REFUSE_BELOW_DPI` is IT's; nothing is refused without it. Throws
 * when it is no number of dots per inch.
 */
export function scanPolicyFrom(env: Readonly<Record<string, string | undefined>>): ScanPolicy {
  const given = env.PLATEN_REFUSE_BELOW_DPI;
  if (given === undefined || given === '') return { warnBelowDpi, refuseBelowDpi: null };
  if (!/^[1-9]\d{0,3}$/.test(given)) throw new Error(`PLATEN_REFUSE_BELOW_DPI is not a resolution: ${given}`);
  return { warnBelowDpi, refuseBelowDpi: Number(given) };
}
