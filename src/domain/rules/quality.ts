import type { Page } from '../tree/records.ts';

/** What makes a page fail the policy: it holds its bill back until it is mended or accepted by name. */
export const qualityFaults = ['SkewLeft', 'Coarse', 'Blurred', 'Clipped'] as const;
export type QualityFault = (typeof qualityFaults)[number];

/** What is worth a look, and holds nothing back. */
export const qualityHints = ['DoubleFeed', 'LengthOdd', 'DpiAssumed', 'TurnUnsure', 'SkewUnsure'] as const;
export type QualityHint = (typeof qualityHints)[number];

export interface QualityPolicy {
  /** Degrees of lean that may be left. */
  readonly mostSkewDeg: number;
  readonly leastDpi: number;
}

export const defaultQualityPolicy: QualityPolicy = { mostSkewDeg: 1, leastDpi: 200 };

/** Below this nobody knows whether lines of print were seen at all, let alone how they lean. */
const sureOfSkew = 0.3;

/** What of the policy a page fails; nothing for one that is unread, blank or a separator. */
export function faultsOf(page: Page, policy: QualityPolicy): readonly QualityFault[] {
  const { reading, recipe } = page;
  if (reading === null || recipe === null || page.mark !== 'content') return [];
  const { skew, sharpness, clipped } = reading.quality;
  const left = Math.abs(skew.degrees - recipe.skewDeg.value);
  const fails: Readonly<Record<QualityFault, boolean>> = {
    SkewLeft: recipe.corners.value === null && skew.confidence >= sureOfSkew && left > policy.mostSkewDeg,
    Coarse: page.dpi < policy.leastDpi,
    Blurred: sharpness.isBlurred,
    Clipped: clipped.length > 0,
  };
  return qualityFaults.filter((fault) => fails[fault]);
}

/** The faults nobody has accepted yet. */
export function openFaultsOf(page: Page, policy: QualityPolicy): readonly QualityFault[] {
  const accepted = new Set(page.accepted?.faults ?? []);
  return faultsOf(page, policy).filter((fault) => !accepted.has(fault));
}
