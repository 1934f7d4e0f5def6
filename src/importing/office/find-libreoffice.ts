import { access, constants, glob } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Word of `PLATEN_LIBREOFFICE` that forbids the use of what is installed. */
const forbidden = 'off';
const programs = { linux: ['soffice', 'libreoffice'], win32: ['soffice.com', 'soffice.exe'] } as const;

/**
 * The program of an installed LibreOffice: what `PLATEN_LIBREOFFICE` names and nothing else where it names anything;
 * otherwise the first on PATH, then in the folders its installers use. Null where there is none, or by `off`.
 */
export async function findLibreOffice(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<string | null> {
  const given = env.PLATEN_LIBREOFFICE;
  if (given === forbidden) return null;
  if (given) return (await isProgram(given)) ? given : null;
  const names = platform === 'win32' ? programs.win32 : programs.linux;
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...onPath, ...(await usualFolders(env, platform))]) {
    for (const name of names) {
      const program = join(folder, name);
      if (await isProgram(program)) return program;
    }
  }
  return null;
}

async function usualFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<readonly string[]> {
  if (platform === 'win32') {
    return [env.ProgramW6432, env.ProgramFiles, env['ProgramFiles(x86)']]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'LibreOffice', 'program'));
  }
  // Packages of the project itself install beside each other, one folder a version: the newest counts.
  const own: string[] = [];
  for await (const folder of glob('/opt/libreoffice*/program')) own.push(folder);
  const newestFirst = own.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return ['/usr/lib/libreoffice/program', '/usr/lib64/libreoffice/program', ...newestFirst];
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
