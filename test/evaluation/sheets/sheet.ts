import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from '../random.ts';

/** A drawing in millimetres, upright, from the sheet's top left corner. Draws the same each time it is called. */
export type DrawSheet = (sheet: SKRSContext2D) => void;

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** What kind of evidence a sheet gives of its lean: lines of print, little print, a hand's, none but its own edges. */
export type Evidence = 'print' | 'sparse' | 'hand' | 'picture' | 'none';

/** One side of a sheet and what is true of it. Millimetres. */
export interface Sheet {
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  readonly evidence: Evidence;
  /** Whether enough upright print is on it to tell which way is up. */
  readonly hasUp: boolean;
  readonly isBlank: boolean;
  readonly isColoured: boolean;
  /** Texts of its barcodes. */
  readonly codes: readonly string[];
  /** Middle of red seals. */
  readonly seals: readonly Spot[];
  readonly draw: DrawSheet;
}

export interface SheetKind {
  readonly name: string;
  make(random: Random): Sheet;
}

/** A kind's usual truth: an A4 sheet of black print; what differs is said. */
export function sheetOf(kind: string, draw: DrawSheet, what: Partial<Sheet> = {}): Sheet {
  return {
    kind,
    width: 210,
    height: 297,
    evidence: 'print',
    hasUp: true,
    isBlank: false,
    isColoured: false,
    codes: [],
    seals: [],
    ...what,
    draw,
  };
}
