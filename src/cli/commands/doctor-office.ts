import { findLibreOffice } from '../../importing/office/find-libreoffice.ts';
import { libreOfficeVersion } from '../../importing/office/libreoffice-version.ts';
import { type Check, fine, look } from './doctor-check.ts';

/** Whether Word, Excel and PowerPoint files can be imported here, by which LibreOffice. */
export async function officeCheck(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<Check> {
  const check = 'Word, Excel, PowerPoint';
  const given = env.PLATEN_LIBREOFFICE;
  if (given === 'off') return fine(check, 'turned off by PLATEN_LIBREOFFICE');
  const program = await findLibreOffice(env, platform);
  if (program !== null) return fine(check, `${await libreOfficeVersion(program)}, ${program}`);
  return given
    ? look(
        check,
        `PLATEN_LIBREOFFICE names no program: ${given}`,
        'Name soffice with its whole path, or unset it: LibreOffice is looked for on PATH and where it is usually installed.',
      )
    : look(
        check,
        'no LibreOffice found',
        'Install LibreOffice (on Debian: apt-get install libreoffice-writer libreoffice-calc libreoffice-impress), or set PLATEN_LIBREOFFICE to its program soffice. Without it such files are refused by name.',
      );
}
