/* What a foreign file may cost at most. Each limit ends in an error of its own, never in a cut result. */

export const fileBytesLimit = 200 * 1024 * 1024;
export const pagesLimit = 1_000;
/** Of an image as it comes. */
export const imagePixelsLimit = 100_000_000;
/** Of a page we draw ourselves; beyond it the resolution is lowered. */
export const renderedPixelsLimit = 60_000_000;
export const renderedSideLimit = 60_000;
/** Fresh engines one file may use up before the rest of it is given up. */
export const engineRestartsLimit = 3;
/** Assumed where a file does not say, or says what cannot be. */
export const assumedDpi = 300;
