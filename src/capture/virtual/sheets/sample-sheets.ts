import type { DocumentKind } from '../../../domain/reading.ts';
import type { SideSettings } from '../stack.ts';
import { seededRandom } from './random.ts';
import { type SampleSheet, sample } from './sample.ts';
import { type FedSide, scanSide } from './scan-side.ts';
import { backOf, frontOf, type PaperSide } from './sides.ts';

/** One leaf of the sample stack, in feed order. */
export interface SampleLeaf {
  readonly billNumber: string;
  /** Counts from 1 over the whole stack. */
  readonly number: number;
  readonly front: SampleSide;
  readonly back: SampleSide;
}

export interface SampleSide {
  /** Stays the same as long as the drawing of this side does. */
  readonly key: string;
  readonly truth: SideTruth;
  scan(settings: SideSettings): Promise<Buffer>;
}

/** What is known of a side because it was made so. */
export interface SideTruth {
  readonly bill: string;
  readonly sheet: number;
  readonly side: 'front' | 'back';
  readonly form: SampleSheet['form'];
  readonly kind: DocumentKind;
  /** Degrees, positive where the content leans counter-clockwise. */
  readonly skewDeg: number;
  /** Clockwise turn that makes the content upright. */
  readonly orientationDeg: 0 | 90 | 180 | 270;
  readonly blank: boolean;
  readonly background: 'white' | 'black';
  readonly codes: readonly { readonly format: string; readonly text: string }[];
}

/** Raise when a drawing changes, so that sides kept from before are drawn anew. */
const drawingVersion = 1;
const largestTilt = 6;

/** All sheets of the sample bills in feed order. */
export function sampleLeaves(): readonly SampleLeaf[] {
  let number = 0;
  return sample.bills.flatMap((bill) =>
    bill.sheets.map((sheet, index): SampleLeaf => {
      number += 1;
      const seed = `${bill.number}/${index + 1}`;
      const front = frontOf(bill, sheet, seed);
      const back = backOf(sheet);
      const tilt = tiltOf(seed);
      const turnedOver = ((360 - sheet.turn) % 360) as SampleSheet['turn'];
      const fedFront: FedSide = {
        side: front,
        through: null,
        lie: sheet,
        turn: sheet.turn,
        tilt,
        seed: `${seed}/front`,
      };
      const fedBack: FedSide = {
        side: back,
        through: front,
        lie: sheet,
        turn: turnedOver,
        tilt: -tilt,
        seed: `${seed}/back`,
      };
      const side = (which: 'front' | 'back', fed: FedSide): SampleSide => ({
        key: `v${drawingVersion}-${bill.number}-${String(index + 1).padStart(2, '0')}-${which}`,
        truth: truthOf(bill.number, number, which, sheet, fed),
        scan: (settings) => scanSide(fed, settings),
      });
      return { billNumber: bill.number, number, front: side('front', fedFront), back: side('back', fedBack) };
    }),
  );
}

/** Mostly nearly straight, now and then far off: any angle up to the largest. */
function tiltOf(seed: string): number {
  const random = seededRandom(`tilt ${seed}`);
  const sign = random() < 0.5 ? -1 : 1;
  return sign * largestTilt * random() ** 1.8;
}

function truthOf(
  bill: string,
  sheet: number,
  side: 'front' | 'back',
  lie: SampleSheet,
  fed: FedSide,
): SideTruth {
  const paper: PaperSide = fed.side;
  return {
    bill,
    sheet,
    side,
    form: lie.form,
    kind: paper.kind,
    skewDeg: Math.round(-fed.tilt * 1000) / 1000,
    orientationDeg: ((360 - fed.turn) % 360) as SideTruth['orientationDeg'],
    blank: paper.draw === null,
    background: lie.background,
    codes: paper.codes,
  };
}
