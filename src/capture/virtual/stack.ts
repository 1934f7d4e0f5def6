/** How a side is to be scanned. */
export interface SideSettings {
  readonly dpi: number;
  readonly colour: 'gray' | 'colour';
}

/** Gives the JPEG of one side as the feeder would scan it. */
export type SideScan = (settings: SideSettings) => Promise<Buffer>;

/** Paper a virtual feeder holds. Positions count from 0 and mean nothing outside the stack. */
export interface PaperStack {
  /** The sheet at a position, its sides in order, and where the next one lies; null when there is no more. */
  sheetAt(
    position: number,
    sides: 'simplex' | 'duplex',
  ): { readonly sides: readonly SideScan[]; readonly next: number } | null;
}
