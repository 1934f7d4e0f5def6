import type { DecodedPage } from '../decode/decode-page.ts';
import type { Components } from '../ink/components.ts';
import { classifyShapes, ruleLike, textLike } from '../ink/shapes.ts';
import { type PageKernel, pageKernel } from '../kernel/page-kernel.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import type { Axis, DetailedPrint } from './profiles.ts';
import { type Lines, searchLines, searchNear, sharpness } from './search-lines.ts';

/** Less print than a short line of text (square millimetres of ink) says nothing of the skew. */
const leastInkMm2 = 25;
/** All rules of a page together, millimetres: less is an underline or two. */
const leastRulesMm = 100;
/** Clarity below which there is no line structure, and at which there is no doubt. */
const noLines = 1.35;
const clearLines = 2.2;
/**
 * Straightness of lines: print loses half of its energy beside the angle and more; handwriting wanders, and a word or two
 * is too short to tell.
 */
const wandering = 1.3;
const straight = 1.7;
/** Sharpness at half a degree off the angle which only rules longer than a hand have. */
const longRules = 6;
const longRulesOff = 0.5;
/** Confidence from which on rules may only refine what text says. */
const strongText = 0.8;
/** Degrees by which text and long rules may differ and still be one print: mixed scripts share no base line. */
const samePrint = 0.3;
/** Text along one axis over text along the other: no and full confidence in the axis. */
const eitherAxis = 1.05;
const clearAxis = 1.5;

export interface Skew {
  /** Degrees, positive where the content leans counter-clockwise; 0 where the confidence is too low to act. */
  readonly degrees: number;
  /** The same, however low the confidence. */
  readonly seenDegrees: number;
  /** Way the lines of text run as captured. */
  readonly axis: Axis;
  /** 0 to 1: that the angle is right. */
  readonly confidence: number;
  /** 0 to 1: that text runs along `axis` and not across it. */
  readonly axisConfidence: number;
}

/** Below this the angle is not acted upon. */
export const leastSkewConfidence = 0.3;

/**
 * Skew of the lines of print by projection sharpness. Text decides; stamps, pictures and what is not in line are left
 * out. Long rules are the better measure of the same angle where they agree with the text, and stand in for it where
 * there is none or none that is straight: a form filled in by hand. `ink` is of the page's reduction. Holds the page: the
 * caller has nothing on the kernel's stack.
 */
export function findSkew(page: DecodedPage, ink: Uint8Array, components: Components, paper: Paper): Skew {
  const mm = page.reduced.dpi / 25.4;
  const classes = classifyShapes(components, mm);
  const kernel = pageKernel();
  kernel.run.setSource(kernel.hold(page), page.width, page.height, page.channels);
  const mark = kernel.mark();
  const select = selector(kernel, page.reduced, ink, components, classes, paper);
  const text = textSkew(kernel, select(textLike, leastInkMm2 * mm * mm));
  const skew = withRules(kernel, text, select(ruleLike, leastRulesMm * mm));
  kernel.release(mark);
  return skew.confidence >= leastSkewConfidence ? skew : { ...skew, degrees: 0 };
}

function textSkew(kernel: PageKernel, print: DetailedPrint | null): Skew {
  if (!print) return { degrees: 0, seenDegrees: 0, axis: 'rows', confidence: 0, axisConfidence: 0 };
  const lines = searchLines(kernel, print);
  const isStraight = share(lines.straightness, wandering, straight);
  return skewOf(lines, Math.min(isStraight, share(lines.clarity, noLines, clearLines)));
}

function withRules(kernel: PageKernel, text: Skew, print: DetailedPrint | null): Skew {
  if (!print) return text;
  if (text.confidence >= strongText) {
    const { degrees, profiles } = searchNear(kernel, print, text.axis, text.degrees);
    const isLong = sharpness(kernel, profiles, degrees, longRulesOff, 1) >= longRules;
    if (!isLong || Math.abs(degrees - text.degrees) > samePrint) return text;
    return { ...text, degrees, seenDegrees: degrees };
  }
  const rules = searchLines(kernel, print);
  const isLong = sharpness(kernel, rules.profiles, rules.degrees, longRulesOff, 1) >= longRules;
  const confidence = share(rules.clarity, noLines, clearLines) * (isLong ? 1 : 0.5);
  if (confidence <= text.confidence) return text;
  const ofRules = skewOf(rules, confidence);
  // Rules run both ways; which way text does, only text can say.
  if (text.axisConfidence === 0) return { ...ofRules, axisConfidence: 0 };
  return { ...ofRules, axis: text.axis, axisConfidence: text.axisConfidence };
}

function skewOf({ degrees, axis, axisClarity }: Lines, confidence: number): Skew {
  const axisConfidence = share(axisClarity, eitherAxis, clearAxis);
  return { degrees, seenDegrees: degrees, axis, confidence, axisConfidence };
}

/** The ink of a class of components outside of pictures; null where it is less than so many pixels. */
function selector(
  kernel: PageKernel,
  { gray: { width, height }, factor, dpi }: ReducedPage,
  ink: Uint8Array,
  components: Components,
  classes: Uint8Array,
  { tileSize, columns, isPicture }: Paper,
): (wanted: number, least: number) => DetailedPrint | null {
  const from = kernel.put(ink);
  const labels = kernel.put(new Uint8Array(components.labels.buffer));
  const kinds = kernel.put(classes);
  const pictures = kernel.put(isPicture);
  const { count, area } = components;
  return (wanted, least) => {
    let pixels = 0;
    for (let label = 1; label <= count; label++)
      if (classes[label] === wanted) pixels += area[label] as number;
    if (pixels < least) return null;
    const at = kernel.take(width * height);
    const selected = kernel.run.selectInk(
      from,
      labels,
      width,
      height,
      kinds,
      wanted,
      pictures,
      columns,
      tileSize,
      at,
    );
    return selected < least
      ? null
      : { at, width, height, mm: dpi / 25.4, ink: from, factor, count: selected };
  };
}

function share(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
