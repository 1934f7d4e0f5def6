import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sidecar, sidecar } from '../../contract/sidecar.ts';
import { derivedIn } from './derived.ts';
import { namesIn } from './names-in.ts';

/** What lies in the folder of pictures. */
export type StoredFile =
  /** A picture with what is known of its page. */
  | { readonly type: 'page'; readonly path: string; readonly sidecar: Sidecar }
  /** A picture nothing is known of, and that was not made from another. */
  | { readonly type: 'found'; readonly path: string }
  /** A sidecar whose picture is gone. */
  | { readonly type: 'pictureless'; readonly path: string };

/** Every picture of a data folder, shelf by shelf; a sidecar that does not read says nothing. */
export async function* storedFiles(dataFolder: string): AsyncGenerator<StoredFile> {
  const cas = join(dataFolder, 'cas');
  for (const shelf of await namesIn(cas)) {
    const folder = join(cas, shelf);
    const names = await namesIn(folder);
    const pictures = new Set(names.filter((name) => /^[0-9a-f]{64}$/.test(name)));
    const known = await derivedIn(folder);
    const told = new Set<string>();
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const path = join(folder, name);
      const picture = name.slice(0, 64);
      const read = sidecarOf(await readFile(path, 'utf8'), picture);
      if (!pictures.has(picture)) yield { type: 'pictureless', path };
      else if (read) {
        told.add(picture);
        yield { type: 'page', path: join(folder, picture), sidecar: read };
      }
    }
    for (const picture of pictures)
      if (!told.has(picture) && !known.has(picture)) yield { type: 'found', path: join(folder, picture) };
  }
}

function sidecarOf(text: string, picture: string): Sidecar | null {
  try {
    const read = sidecar.safeParse(JSON.parse(text));
    return read.success && read.data.original.sha256 === picture ? read.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
