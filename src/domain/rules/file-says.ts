import type { FileInfo, SideInfo } from '../reading.ts';

/** What stands in the place of a device's word on a page that a file brought; null where there is nothing to say. */
export function saysOfFile(file: FileInfo): SideInfo | null {
  if (file.invoice === null && file.warnings.length === 0) return null;
  return { patch: null, codes: [], imprinted: null, file };
}
