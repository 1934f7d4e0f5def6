import type { archiveMeasures, ImportError } from '../../contract/errors.ts';

/** Why an archive, or one entry of it, is not unpacked. */
export type ZipFault =
  | {
      readonly type: 'TooLarge';
      readonly measure: (typeof archiveMeasures)[number];
      readonly found: number;
      readonly limit: number;
    }
  | { readonly type: 'Encrypted' }
  | { readonly type: 'Damaged'; readonly detail: string };

/** The words for a file that is such an archive. */
export function zipError(name: string, fault: ZipFault): ImportError {
  switch (fault.type) {
    case 'TooLarge': {
      const { measure, found, limit } = fault;
      return { type: 'ArchiveTooLarge', name, measure, found, limit };
    }
    case 'Encrypted':
      return { type: 'FileEncrypted', name };
    case 'Damaged':
      return { type: 'FileDamaged', name, detail: fault.detail };
  }
}
