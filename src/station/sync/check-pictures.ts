import { createHash } from 'node:crypto';
import type { CheckedBill } from '../../contract/check.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { Desk } from '../ports/service.ts';

/** A picture of a bill, its bytes those of its hash. */
export interface CheckPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
}

/** `not-given`: the bill has no such picture, or nobody may see it; `out-of-reach`: the service did not give it now. */
export type CheckPictureAnswer = CheckPicture | 'not-given' | 'out-of-reach';

export interface CheckPictures {
  of(bill: CheckedBill, sha256: Sha256): Promise<CheckPictureAnswer>;
}

/** Kept in memory, so that a page looked at small and large is fetched once; a checker goes through a few at a time. */
const keptBytes = 48 * 1024 * 1024;

/** Pictures of bills that other stations scanned, from the service. Nothing of them is written to this machine. */
export function openCheckPictures(desk: Pick<Desk, 'picture'>): CheckPictures {
  // The latest used last.
  const kept = new Map<string, CheckPicture>();
  const underWay = new Map<string, Promise<CheckPictureAnswer>>();

  function keep(key: string, picture: CheckPicture): void {
    kept.delete(key);
    kept.set(key, picture);
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes.length, 0);
    for (const [oldest, { bytes: gone }] of kept) {
      if (bytes <= keptBytes || oldest === key) break;
      kept.delete(oldest);
      bytes -= gone.length;
    }
  }

  async function fetched(bill: CheckedBill, sha256: Sha256): Promise<CheckPictureAnswer> {
    const answer = await desk.picture(bill, sha256);
    if (!answer.ok) return answer.error.type === 'CheckRefused' ? 'not-given' : 'out-of-reach';
    const found = createHash('sha256').update(answer.value.bytes).digest('hex');
    // Damaged on the way, or not the service that spoke: never shown as the paper.
    return found === sha256 ? answer.value : 'out-of-reach';
  }

  return {
    async of(bill, sha256) {
      const key = `${bill.stationId ?? ''} ${bill.billId} ${sha256}`;
      const known = kept.get(key);
      if (known) {
        keep(key, known);
        return known;
      }
      const asked = underWay.get(key) ?? fetched(bill, sha256).finally(() => underWay.delete(key));
      underWay.set(key, asked);
      const answer = await asked;
      if (typeof answer !== 'string') keep(key, answer);
      return answer;
    },
  };
}
