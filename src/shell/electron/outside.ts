import type Electron from 'electron';
import { err, ok } from '../../domain/result.ts';
import { notShown, type Outside } from '../../station/ports/outside.ts';

/**
 * Shows pages in the system's browser. They come from the station, which had them from the service that IT set; the window
 * has no part in it, and what it asks for itself goes by the list of `openOutside`. The system would start any program for
 * another scheme than the web's.
 */
export function systemBrowser(shell: Pick<Electron.Shell, 'openExternal'>): Outside {
  return {
    async show(address) {
      if (!/^https?:\/\//i.test(address)) return err(notShown);
      try {
        await shell.openExternal(address);
        return ok(null);
      } catch {
        return err(notShown);
      }
    },
  };
}
