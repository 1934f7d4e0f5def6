/** Instant, milliseconds since 1970-01-01 UTC. */
export type EpochMs = number;
/** Calendar date without a time zone, `YYYY-MM-DD`. */
export type LocalDate = string;
/** Lower-case hex of a SHA-256. */
export type Sha256 = string;
/** Amount in minor units (fen, cents); never a float of major units. */
export type MinorUnits = number;

export type By = 'auto' | 'manual';
export type QuarterTurn = 0 | 90 | 180 | 270;

/** A value with its origin. What a person set (`manual`) is never overwritten by a machine. */
export interface Setting<T> {
  readonly value: T;
  readonly by: By;
  /** 0 to 1; 1 for manual. */
  readonly confidence: number;
}

/** Axis-aligned box in pixels of the image it speaks of, origin top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Clockwise from the top left corner of the thing as it reads. */
export type Corners = readonly [Point, Point, Point, Point];
