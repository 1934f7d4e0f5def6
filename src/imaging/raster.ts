/** Pixels row by row without padding, 8 bit, one (gray) or three (sRGB) channels. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** One 8-bit plane. */
export interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
