import type { StationError } from '../../contract/errors.ts';
import type { HotFolderSettings, StationStatus } from '../../contract/queries.ts';
import type { Result } from '../../domain/result.ts';

/* What the watched folder is to the commands, and its disk to it. */

/** The watched folder whose files become batches. */
export interface HotFolder {
  status(): StationStatus['hotFolder'];
  settings(): HotFolderSettings;
  setSettings(
    settings: Pick<HotFolderSettings, 'folder' | 'grouping'>,
  ): Promise<Result<Record<string, never>, StationError>>;
  close(): Promise<void>;
}

/** A file as it was seen in the watched folder, or in one of its subfolders. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: number;
  /** As the folder's own clock says; only ever compared with itself. */
  readonly changedAt: number;
  /** `passing`: by its name a transfer that is under way; it is never taken. */
  readonly kind: 'file' | 'passing';
}

/** Files that become one batch: those at the top (`subfolder` null), or those of one subfolder. */
export interface DroppedGroup {
  readonly subfolder: string | null;
  /** What their batch is to be called; null names it as usual. */
  readonly title: string | null;
  readonly files: readonly DroppedFile[];
}

/** A file this station has claimed; `shown` is its name in pages and words, its own for every name. */
export interface ClaimedFile {
  readonly name: string;
  readonly shown: string;
}

/** Where claimed files lie: `{folder}/.platen/{claimant}/{claimId}`. `claimId` is a UUID. */
export interface ClaimPlace {
  readonly folder: string;
  readonly claimId: string;
}

/** A folder of finished files: `{folder}/{shelf}/{name}`. */
export interface Shelf {
  readonly kind: 'done' | 'failed';
  readonly name: string;
}

/** The watched folder on its disk (扫描文件夹). Nothing that was dropped is deleted or overwritten. Throws what the disk says. */
export interface HotFolderFiles {
  /** Makes the folder if its parent is there. Null: usable; else the system's code, `NotAbsolute` or `DataFolder`. */
  prepare(folder: string): Promise<string | null>;
  look(folder: string): Promise<readonly DroppedGroup[]>;
  /** False while another program holds the file, or it has just gone. */
  isFree(folder: string, subfolder: string | null, name: string): Promise<boolean>;
  /** Ids of this station's claims that have a folder. */
  claims(folder: string): Promise<readonly string[]>;
  openClaim(place: ClaimPlace): Promise<void>;
  /** Of several stations exactly one gets `claimed`. A file that is no longer as it was seen is `gone`. */
  claim(place: ClaimPlace, subfolder: string | null, file: DroppedFile): Promise<'claimed' | 'gone' | 'held'>;
  /** What was claimed is on the disk under its new place. */
  settleClaim(place: ClaimPlace, subfolder: string | null): Promise<void>;
  /** Files that are still in the claim, in any order. */
  claimed(place: ClaimPlace): Promise<readonly ClaimedFile[]>;
  /** Another one after anybody wrote to the file. */
  stampOf(place: ClaimPlace, name: string): Promise<string>;
  read(place: ClaimPlace, name: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** A new folder for the finished files of one claim, named after its batch as far as file systems allow. */
  openShelf(folder: string, kind: Shelf['kind'], batchName: string): Promise<Shelf>;
  /** `words` go into a text file beside it; null for none. */
  shelve(place: ClaimPlace, name: string, shelf: Shelf, words: string | null): Promise<void>;
  /** Takes the claim's own folder away if it is empty. */
  closeClaim(place: ClaimPlace): Promise<void>;
  /** Takes a subfolder away if nothing at all is in it. */
  clearSubfolder(folder: string, subfolder: string): Promise<void>;
}
