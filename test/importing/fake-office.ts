import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A LibreOffice that does what a test wants: a shell script that is told its version, and otherwise runs `body` with
 * `$out` for the folder its PDF is to be put in, `$profile` for its user profile and `$source` for the file.
 */
export async function fakeOffice(folder: string, body: string): Promise<string> {
  const path = join(folder, 'soffice');
  const script = `#!/bin/sh
for one in "$@"; do
  [ "$one" = --version ] && echo "LibreOffice 7.4.7.2 40(Build:2)" && exit 0
  case $one in -env:UserInstallation=file://*) profile=\${one#-env:UserInstallation=file://};; esac
  [ "$before" = --outdir ] && out=$one
  before=$one
  source=$one
done
${body}
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}
