/** What is used of opentype.js, which brings no types. */
declare module 'opentype.js' {
  const opentype: {
    parse(bytes: ArrayBuffer): {
      readonly unitsPerEm: number;
      readonly numGlyphs: number;
      readonly glyphs: {
        get(index: number):
          | {
              readonly advanceWidth?: number;
              getPath(x: number, y: number, size: number): { toPathData(decimals: number): string };
            }
          | undefined;
      };
      charToGlyphIndex(character: string): number;
    };
  };
  export = opentype;
}
