import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundledFont } from '../bundled-fonts.ts';

/**
 * The user profile of one job. A call that met a running LibreOffice would talk to it and end it, so no two share one;
 * and what a foreign file may do is set here, whatever the user's own settings are.
 */
export async function writeProfile(folder: string): Promise<void> {
  const user = join(folder, 'user');
  await mkdir(join(user, 'fonts'), { recursive: true });
  await writeFile(join(user, 'registrymodifications.xcu'), registry());
  // Chinese text is drawn as empty boxes on a Linux without Chinese fonts; Windows has its own.
  if (process.platform !== 'win32') {
    const name = 'NotoSansHans-Regular.otf';
    await writeFile(join(user, 'fonts', name), bundledFont(name));
  }
}

/** Path, property and value, as LibreOffice's own schema names them. */
const settings: readonly (readonly [path: string, name: string, value: string])[] = [
  ['Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  // The highest of four.
  ['Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Office.Common/Security/Scripting', 'DisableActiveContent', 'true'],
  ['Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  // "Never" is 0 in Writer and 1 in Calc.
  ['Office.Writer/Content/Update', 'Link', '0'],
  ['Office.Writer/Content/Update', 'Field', 'false'],
  ['Office.Calc/Content/Update', 'Link', '1'],
  ['Office.Recovery/RecoveryInfo', 'Enabled', 'false'],
  ['Office.Recovery/AutoSave', 'Enabled', 'false'],
  ['Office.Common/Misc', 'FirstRun', 'false'],
  // Dates and sums without a format of their own are printed as in the country these documents come from.
  ['Setup/L10N', 'ooSetupSystemLocale', 'zh-CN'],
];

function registry(): string {
  const items = settings.map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ...items,
    '</oor:items>',
    '',
  ].join('\n');
}
