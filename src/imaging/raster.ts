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

/** Weights of sRGB to luma in 256ths (ITU-R BT.601, as JPEG has them). */
export const lumaWeights = { red: 77, green: 150, blue: 29 } as const;
