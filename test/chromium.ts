import { existsSync } from 'node:fs';

/** The browser of the suites that need one: Debian's, or what `PLATEN_CHROMIUM` names. None is ever downloaded. */
export const chromiumPath = process.env.PLATEN_CHROMIUM ?? '/usr/bin/chromium';

/** Its sandbox needs rights a container has not; it opens nothing but pages of this project. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Null where the browser is there, else what is missing, in words. */
export function chromiumMissing(): string | null {
  return existsSync(chromiumPath) ? null : `no Chromium at ${chromiumPath}`;
}
