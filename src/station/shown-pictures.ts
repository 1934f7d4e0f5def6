import type { CheckedBill } from '../contract/check.ts';
import { pageId as pageIdSchema } from '../contract/shapes.ts';
import type { Keeping } from './commands/keeping.ts';
import type { Trees } from './commands/trees.ts';
import type { Files } from './ports/files.ts';
import type { Session } from './ports/operators.ts';
import type { Store } from './ports/store.ts';
import type { CheckPictureAnswer, CheckPictures } from './sync/check-pictures.ts';

export type PictureKind = 'original' | 'rendition' | 'thumbnail';

export interface PictureFile {
  readonly path: string;
  readonly mime: string;
  readonly sha256: string;
}

/** What may be looked at: nothing while nobody is signed in or the station is locked. */
export interface ShownPictures {
  /** Null when there is no such page, not yet that rendition, or nobody may look at it now. */
  page(pageId: string, kind: PictureKind): PictureFile | null;
  /** A page of a bill that another station scanned, as the service keeps it. */
  check(bill: CheckedBill, sha256: string): Promise<CheckPictureAnswer>;
}

export function openShownPictures(ports: {
  readonly session: Pick<Session, 'closed'>;
  readonly store: Pick<Store, 'batchOfPage'>;
  readonly trees: Pick<Trees, 'load'>;
  readonly files: Pick<Files, 'pathOf'>;
  readonly keeping: Pick<Keeping, 'noteLook'>;
  readonly checks: CheckPictures;
}): ShownPictures {
  const { session, store, trees, files, keeping, checks } = ports;
  return {
    page(id, kind) {
      if (session.closed()) return null;
      const parsed = pageIdSchema.safeParse(id);
      if (!parsed.success) return null;
      const batchId = store.batchOfPage(parsed.data);
      const page = batchId ? trees.load(batchId)?.tree.pages.get(parsed.data) : undefined;
      if (!batchId || !page || page.clearedAt !== null) return null;
      keeping.noteLook(batchId);
      const image =
        kind === 'original'
          ? page.original
          : kind === 'rendition'
            ? page.rendition?.image
            : page.rendition?.thumbnail;
      return image ? { path: files.pathOf(image.sha256), mime: image.mime, sha256: image.sha256 } : null;
    },
    async check(bill, sha256) {
      // Asked twice: who locked it while the bytes came sees nothing either.
      if (session.closed()) return 'not-given';
      const picture = await checks.of(bill, sha256);
      return session.closed() ? 'not-given' : picture;
    },
  };
}
