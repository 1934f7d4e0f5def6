import type { VictimOptions } from '../victim.ts';

/** What a faulty disk is put under: it keeps things in a folder, and says of each when it is kept. */
export interface Subject {
  readonly name: string;
  /** How many things were said to be kept, over all lives. */
  acknowledged(): number;
  /**
   * The power goes: what is said from here to the next life counts for nothing. A process that lost its disk in this way is
   * still there for a moment, and an fsync under way may say yes to it; one that lost its power says nothing.
   */
  powerGone(): void;
  /** How much was said after that. */
  saidTooLate(): number;
  /** Another life on the same folder. It works until it is killed, or until the disk lets it no more. */
  start(folder: string, more?: Pick<VictimOptions, 'preload' | 'under' | 'env'>): Life;
  /** After a life, on a disk that works: every way in which what is there falls short of what was said. */
  check(folder: string): readonly string[];
}

export interface Life {
  kill(): Promise<void>;
  readonly gone: Promise<void>;
  complaint(): string;
}
