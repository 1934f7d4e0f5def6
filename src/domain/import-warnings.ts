/** What a page that was drawn from a file does not show as the file has it. The page is there all the same, and says so. */
export const importWarnings = [
  /** Drawn more coarsely than asked for, to stay within the pixel limit. */
  'dpi-lowered',
  /** Text in another font: the file does not bring its own, or one that cannot be read. */
  'font-replaced',
  /** A picture is missing: it is not in the file, or of a kind that cannot be read. */
  'image-skipped',
  /** Colours that run into each other, patterns or cut-outs are shown more simply. */
  'approximated',
  /** A seal is missing: it could not be read. */
  'seal-skipped',
  /** A template, a note or another part of the page is missing: it is not in the file or could not be read. */
  'part-skipped',
] as const;
export type ImportWarning = (typeof importWarnings)[number];
