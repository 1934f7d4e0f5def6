import type Electron from 'electron';
import type { Station, StationOptions } from '../../station/station.ts';

/** A scanner that does not answer must not keep the program from ending; what was taken is durable anyway. */
const patienceMs = 20_000;

/** Closes the station before the process ends, whichever way the operator or the system asked for it. */
export function closeOnQuit(
  app: Pick<Electron.App, 'on' | 'exit'>,
  station: Pick<Station, 'close'>,
  log: StationOptions['log'],
): void {
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const tooLate = setTimeout(() => {
      log('warn', 'quit.forced', { patienceMs });
      app.exit(0);
    }, patienceMs);
    station.close().then(
      () => {
        clearTimeout(tooLate);
        app.exit(0);
      },
      (cause: unknown) => {
        log('error', 'quit.bug', {
          stack: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
        });
        app.exit(1);
      },
    );
  });
}
