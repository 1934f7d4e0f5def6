import type { SideInfo } from '../../contract/workers.ts';
import type { PageFrame } from './messages.ts';

/** What the source tells in its extended image information; the host names codes as the station does. */
export function infoOf({ patch, codes, imprinted }: PageFrame): SideInfo {
  return { patch, codes: codes.map(({ type, text }) => ({ format: type, text })), imprinted };
}
