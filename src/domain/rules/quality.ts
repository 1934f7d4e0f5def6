import type { ImportWarning } from '../import-warnings.ts';
import type { Recipe } from '../reading.ts';
import type { Page } from '../tree/records.ts';
import { isOtherLength, type Neighbours } from './neighbours.ts';
import { type QualityFault, qualityFaults } from './quality-fault.ts';

/** What is worth a look, and holds nothing back. */
export const qualityHints = [
  'DoubleFeed',
  'LengthOdd',
  'DpiAssumed',
  'TurnUnsure',
  'SkewUnsure',
  'PartsMissing',
] as const;
export type QualityHint = (typeof qualityHints)[number];

export interface QualityPolicy {
  /** Degrees of lean that may be left. */
  readonly mostSkewDeg: number;
  readonly leastDpi: number;
}

export const defaultQualityPolicy: QualityPolicy = { mostSkewDeg: 1, leastDpi: 200 };

/** Below this nobody knows whether lines of print were seen at all, let alone how they lean. */
const sureOfSkew = 0.3;
/** Below this a quarter turn was left as captured because nothing told which way is up. */
const sureOfTurn = 0.5;
/** From here on two sheets went through together more likely than not. */
const likelyOverlap = 0.5;
/** Of the usual sharpness of its neighbours; less is out of focus even where the print is coarse. */
const softShare = 0.5;
/** Edges of print narrower than four pixels at 300 dpi (0.34 mm) read well, however sharp the neighbours are. */
const sharpEnough = 0.25;

/** Of what a file could not be drawn with: these leave a hole in the page. */
const partsMissing: readonly ImportWarning[] = ['image-skipped', 'seal-skipped', 'part-skipped'];

/** What of the policy a page fails; nothing for one that is unread, blank, a separator or in the bin. */
export function faultsOf(page: Page, policy: QualityPolicy, neighbours: Neighbours): readonly QualityFault[] {
  const { reading, recipe } = page;
  if (reading === null || recipe === null || page.mark !== 'content' || page.isDeleted) return [];
  const { skew, clipped } = reading.quality;
  const left = Math.abs(skew.degrees - recipe.skewDeg.value);
  const fails: Readonly<Record<QualityFault, boolean>> = {
    SkewLeft: recipe.corners.value === null && skew.confidence >= sureOfSkew && left > policy.mostSkewDeg,
    // An assumed resolution says nothing of the image: it may be drawn from a digital file.
    Coarse: page.dpiBy !== 'assumed' && page.dpi < policy.leastDpi,
    Blurred: isBlurred(reading.quality.sharpness, neighbours),
    Clipped: clipped.length > 0,
  };
  return qualityFaults.filter((fault) => fails[fault]);
}

/** The faults nobody has accepted yet. */
export function openFaultsOf(
  page: Page,
  policy: QualityPolicy,
  neighbours: Neighbours,
): readonly QualityFault[] {
  const accepted = new Set(page.accepted?.faults ?? []);
  return faultsOf(page, policy, neighbours).filter((fault) => !accepted.has(fault));
}

/** What of a page is worth a look; nothing for one that is unread or in the bin. A blank one may still be two sheets. */
export function hintsOf(page: Page, neighbours: Neighbours): readonly QualityHint[] {
  const { reading, recipe } = page;
  if (reading === null || recipe === null || page.isDeleted) return [];
  const hasContent = page.mark === 'content' && !reading.quality.blank.isBlank;
  const length = lengthOf(page, neighbours);
  const tells: Readonly<Record<QualityHint, boolean>> = {
    DoubleFeed: reading.quality.overlap >= likelyOverlap || length === 'double',
    LengthOdd: length === 'odd',
    DpiAssumed: hasContent && page.dpiBy === 'assumed',
    TurnUnsure: hasContent && isUnsure(recipe, 'quarterTurn', sureOfTurn),
    SkewUnsure: hasContent && isUnsure(recipe, 'skewDeg', sureOfSkew),
    PartsMissing: (page.deviceSays?.file?.warnings ?? []).some((warning) => partsMissing.includes(warning)),
  };
  return qualityHints.filter((hint) => tells[hint]);
}

function isBlurred(
  { value, isBlurred: isSurely }: { readonly value: number; readonly isBlurred: boolean },
  { sharpness: usual }: Neighbours,
): boolean {
  // 0 stands for too little print to tell.
  return isSurely || (usual !== null && value > 0 && value < Math.min(usual * softShare, sharpEnough));
}

function isUnsure(recipe: Recipe, value: 'quarterTurn' | 'skewDeg', sure: number): boolean {
  // Where perspective was taken out the corners stand for the skew.
  if (value === 'skewDeg' && recipe.corners.value !== null) return false;
  return recipe[value].by === 'auto' && recipe[value].confidence < sure;
}

/** Two sheets one behind the other are about twice as long in feed direction; a sheet fed sideways is no odd one. */
function lengthOf(page: Page, { sheetMm: usual }: Neighbours): 'usual' | 'odd' | 'double' {
  const sheet = page.reading?.quality.sheetMm ?? null;
  if (sheet === null || usual === null) return 'usual';
  const isLike = (width: number, height: number) =>
    !isOtherLength(width, usual.width) && !isOtherLength(height, usual.height);
  if (isLike(sheet.width, sheet.height) || isLike(sheet.height, sheet.width)) return 'usual';
  const times = sheet.height / usual.height;
  const isDouble = times > 1.7 && times < 2.3 && !isOtherLength(sheet.width, usual.width);
  return isDouble ? 'double' : 'odd';
}
