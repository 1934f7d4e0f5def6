import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A built window of the smallest kind, with a file beside it that must never be served. */
export async function writeRendererFolder(parent: string): Promise<string> {
  const folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="./assets/main-1a2b.js"></script>',
  );
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export const window = 1;');
  await writeFile(join(folder, 'assets', 'main-1a2b.css'), 'body { margin: 0 }');
  await writeFile(join(parent, 'package.json'), '{"secret": true}');
  return folder;
}
