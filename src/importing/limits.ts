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
/** What LibreOffice may take for one file. */
export const officeLimitMs = 60_000;
/** Assumed where a file does not say, or says what cannot be. */
export const assumedDpi = 300;

/* Of an archive, by what it says of itself; what it really holds is measured against that when it is unpacked. */

export const zipEntriesLimit = 5_000;
export const zipEntryBytesLimit = 64 * 1024 * 1024;
export const zipTotalBytesLimit = 512 * 1024 * 1024;
/** Unpacked to packed; small entries of blanks pack better without being bombs. */
export const zipRatioLimit = 200;
export const zipRatioFromBytes = 1024 * 1024;

/* Of an OFD. */

export const xmlBytesLimit = 32 * 1024 * 1024;
export const xmlDepthLimit = 100;
/** Things to draw on one page, those of templates, blocks and seals included. */
export const ofdObjectsLimit = 200_000;
/** Blocks within blocks, composites within composites, a seal that is an OFD with seals of its own. */
export const ofdNestingLimit = 16;
