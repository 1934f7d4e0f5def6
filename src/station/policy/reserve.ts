const gibibyte = 1024 ** 3;
/** Original, rendition and thumbnail of a 300 dpi A4 side in colour, on the large side. */
const pageBytes = 4 * 1024 * 1024;
const pagesInReserve = 500;

/**
 * Free bytes below which no sheet is fed: 2 GB or 500 pages, whichever is more, so that what is being captured still fits
 * and sync and export go on. `PLATEN_RESERVE_BYTES` overrides; throws when that is not a number of bytes.
 */
export function defaultReserveBytes(env: Readonly<Record<string, string | undefined>>): number {
  const given = env.PLATEN_RESERVE_BYTES;
  if (given === undefined || given === '') return Math.max(2 * gibibyte, pagesInReserve * pageBytes);
  if (!/^\d{1,15}$/.test(given)) throw new Error(`PLATEN_RESERVE_BYTES is not a number of bytes: ${given}`);
  return Number(given);
}
