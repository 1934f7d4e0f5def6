import type { QuarterTurn } from '../../../src/domain/units.ts';
import type { Raster } from '../../../src/imaging/raster.ts';

/** A page as another tool likes it best: gray, upright in its axis, everything outside the sheet painted as paper. */
export interface ToolPage {
  readonly gray: Raster;
  readonly dpi: number;
  /** The same as a PGM file. */
  readonly pgm: string;
}

/** What another program says of a page. A null answer: it looked and would not say. */
export interface Tool {
  readonly name: string;
  /** Lean in degrees, positive where the content leans counter-clockwise. */
  readonly findSkew: ((page: ToolPage) => number | null) | null;
  /** Clockwise turn that makes the page upright. */
  readonly findTurn: ((page: ToolPage) => QuarterTurn | null) | null;
}
