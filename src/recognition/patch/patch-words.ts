import type { CodeFinding, PatchFinding } from '../../domain/reading.ts';

/** Separator sheets made by common scanning software carry the word as a barcode: `PATCHT`, `PATCH1`... */
export function readPatchWords(codes: readonly CodeFinding[]): PatchFinding[] {
  const patches: PatchFinding[] = [];
  for (const code of codes) {
    if (code.format !== 'Code39' && code.format !== 'Code128') continue;
    const word = /^PATCH[ -]?([12346T])$/.exec(code.text.toUpperCase());
    if (word) patches.push({ type: word[1] as PatchFinding['type'], corners: code.corners });
  }
  return patches;
}
