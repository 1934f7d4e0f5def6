import { openHandOut } from '../../shell/browser/hand-out.ts';
import { type LinkLine, openLinkLine } from '../../shell/browser/link-line.ts';
import { openBrowserWindow } from '../../shell/browser/open-browser.ts';
import { serveBrowserShell } from '../../shell/browser/serve.ts';
import { type Door, openDoor } from '../../shell/door/open-door.ts';
import { localDoorFrom } from '../../station/policy/local-door.ts';
import type { Station } from '../../station/station.ts';
import { logToStderr, openCliStation, rendererFolder, stationOptions } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Output } from '../output.ts';

/** `platen serve`: the station in the browser shell, until it is interrupted. */
export async function serve(
  options: {
    readonly data: string | null;
    readonly port: number;
    readonly window: 'open' | 'none';
    /** What the window opens first. */
    readonly link: string | null;
  },
  output: Output,
): Promise<void> {
  const overrides = options.data === null ? {} : { dataFolder: options.data };
  const handOut = openHandOut();
  const opened = await openCliStation({ ...overrides, outside: handOut });
  if (!opened.ok) return output.failure(opened.error, {});
  const station = opened.value;
  const { dataFolder } = stationOptions(overrides);
  if (options.link !== null) await station.run('link.open', { link: options.link });
  const shell = await serveBrowserShell({
    station,
    rendererFolder,
    handOut,
    port: options.port,
    log: logToStderr,
  });
  const door = await doorOf(station, output);
  const line = await lineOf(station, dataFolder, output);
  try {
    if (door) output.note(`other systems may come in at ${door.url}`);
    output.line({ type: 'listening', url: shell.url }, `Platen is open at ${shell.url}`);
    if (options.window === 'open') {
      const window = await openBrowserWindow({ url: shell.url, dataFolder });
      if (!window.ok) output.note(window.error.detail);
      // Closing the window ends the station: its address was used up by it.
      else return void (await Promise.race([window.value.closed, untilInterrupted()]));
    }
    await untilInterrupted();
  } finally {
    await line?.close();
    await door?.close();
    await shell.close();
    await station.close();
  }
}

/** The station works without it: a port that is taken is told, and no more. */
async function doorOf(station: Station, output: Output): Promise<Door | null> {
  const wanted = localDoorFrom(process.env);
  if (wanted === null) return null;
  try {
    return await openDoor(station, wanted, logToStderr);
  } catch (cause) {
    output.failure({ type: 'InvalidCommand', detail: String(cause) }, { variable: 'PLATEN_DOOR_PORT' });
    return null;
  }
}

/** The station works without it, as without its door: a folder too deep for it, or a disk that knows none. */
async function lineOf(station: Station, dataFolder: string, output: Output): Promise<LinkLine | null> {
  try {
    return await openLinkLine(station, dataFolder);
  } catch (cause) {
    output.note(`links cannot be opened from outside (platen open): ${String(cause)}`);
    return null;
  }
}
