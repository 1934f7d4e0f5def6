import { err, ok, type Result } from '../../domain/result.ts';
import { openZip, type ZipArchive } from '../zip/open-zip.ts';
import type { ZipFault } from '../zip/zip-fault.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Where a location is written: locations are relative to that, to the document's folder, or to the root. */
export interface Whence {
  /** Name of the file the location stands in. */
  readonly file: string;
  /** Folders to try besides, such as that of the document or a resource file's `BaseLoc`. */
  readonly folders: readonly string[];
}

/** The files of an OFD, found as the programs that write them mean it. */
export interface OfdPackage {
  readonly names: readonly string[];
  /** Name of the file a location means; null if there is none. Case and the kind of slash do not matter. */
  find(location: string, whence: Whence): string | null;
  bytes(name: string): Promise<Result<Buffer, string>>;
  xml(name: string): Promise<Result<XmlElement, string>>;
  close(): void;
}

export async function openPackage(source: string | Buffer): Promise<Result<OfdPackage, ZipFault>> {
  const opened = await openZip(source);
  if (!opened.ok) return opened;
  const archive = opened.value;
  const namesByKey = new Map(archive.names.map((name) => [name.toLowerCase(), name]));
  const bytes = (name: string) => read(archive, name);
  return ok({
    names: archive.names,
    find(location, { file, folders }) {
      const wanted = location.trim().replaceAll('\\', '/');
      if (wanted === '') return null;
      const from = [folderOf(file), ...folders, ''];
      const tries = wanted.startsWith('/') ? ['', ...from] : from;
      for (const folder of tries) {
        const name = namesByKey.get(joined(folder, wanted).toLowerCase());
        if (name !== undefined) return name;
      }
      return null;
    },
    bytes,
    async xml(name) {
      const raw = await bytes(name);
      return raw.ok ? parseXml(raw.value) : raw;
    },
    close: () => archive.close(),
  });
}

export function folderOf(name: string): string {
  const end = name.lastIndexOf('/');
  return end < 0 ? '' : name.slice(0, end);
}

/** Folder and location as one name; `..` at the root stays there. */
export function joined(folder: string, location: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${location}`.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

async function read(archive: ZipArchive, name: string): Promise<Result<Buffer, string>> {
  const bytes = await archive.read(name);
  if (bytes.ok) return bytes;
  return err(bytes.error.type === 'Damaged' ? `${name}: ${bytes.error.detail}` : name);
}
