import { resolve } from 'node:path';
import type Electron from 'electron';
import type { Station, StationOptions } from '../../station/station.ts';

const scheme = 'platen';

type Linkable = Pick<Station, 'run'>;

export interface SystemLinks {
  /** Hands over what came until now, and from now on what comes. */
  handTo(station: Linkable): void;
  /** A command line of Platen's, of this start or of a second one: the link in it, if any. */
  hear(argv: readonly string[]): void;
}

/**
 * Links of `platen:` that the system brings: in the command line on Windows and Linux, as an event on macOS, which may
 * come before the station is open. Before `ready`. What a link may be the station says; a bad one its window tells.
 */
export function openSystemLinks(
  app: Pick<Electron.App, 'on' | 'isPackaged' | 'setAsDefaultProtocolClient'>,
  log: StationOptions['log'],
): SystemLinks {
  let station: Linkable | null = null;
  let early: string | null = null;
  const take = (link: string) => {
    if (station === null) early = link;
    else void station.run('link.open', { link });
  };
  app.on('open-url', (event, link) => {
    event.preventDefault();
    take(link);
  });
  // Unpacked, the program is Electron's own and has to be told what to run.
  const [, entry] = process.argv;
  const isClient =
    app.isPackaged || entry === undefined
      ? app.setAsDefaultProtocolClient(scheme)
      : app.setAsDefaultProtocolClient(scheme, process.execPath, [resolve(entry)]);
  // Where IT keeps such things in its own hand, its own entry opens the links (docs/LOCAL-DOOR.md).
  if (!isClient) log('warn', 'links.unregistered', { scheme });
  return {
    handTo(opened) {
      station = opened;
      if (early !== null) take(early);
      early = null;
    },
    hear(argv) {
      const link = argv.find((one) => one.toLowerCase().startsWith(`${scheme}:`));
      if (link !== undefined) take(link);
    },
  };
}
