import type Electron from 'electron';
import { type CommandName, commands } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { packAnswer } from '../../contract/packed-answer.ts';
import { type QueryName, queries } from '../../contract/queries.ts';
import { err, type Result } from '../../domain/result.ts';
import type { Station, StationOptions } from '../../station/station.ts';
import { windowOrigin } from './protocol.ts';

type Answer = Result<unknown, StationError>;

/**
 * The window's line to the station: `station:run` and `station:ask` with a name and an input. Only the main frame of
 * our own window may call; the station then checks the input by the contract.
 */
export function handleIpc(
  ipcMain: Pick<Electron.IpcMain, 'handle'>,
  station: Pick<Station, 'run' | 'ask'>,
  log: StationOptions['log'],
): void {
  const handle = (channel: string, answer: (name: unknown, input: unknown) => Promise<Answer>) =>
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      if (!isOurWindow(event)) {
        log('error', 'ipc.refused', { channel, origin: event.senderFrame?.origin ?? 'gone' });
        throw new Error('only the station window may ask');
      }
      const [name, input] = args;
      return args.length === 2 ? answer(name, input) : invalid(`${channel} takes a name and an input`);
    });

  handle('station:run', async (name, input) =>
    isCommand(name) ? station.run(name, input) : invalid(`no such command: ${nameOf(name)}`),
  );
  handle('station:ask', async (name, input) =>
    isQuery(name)
      ? packAnswer(name, await station.ask(name, input))
      : invalid(`no such query: ${nameOf(name)}`),
  );
}

/** Sends every event of the station to the window until it is gone. */
export function forwardEvents(station: Pick<Station, 'listen'>, window: Electron.BrowserWindow): void {
  const unlisten = station.listen((event) => {
    if (!window.isDestroyed()) window.webContents.send('station:event', event);
  });
  window.once('closed', unlisten);
}

function isOurWindow(event: Electron.IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.origin === windowOrigin;
}

function isCommand(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

function isQuery(name: unknown): name is QueryName {
  return typeof name === 'string' && Object.hasOwn(queries, name);
}

/** Only text is shown: turning anything else into text may run its code, or throw. */
function nameOf(name: unknown): string {
  return typeof name === 'string' ? name : typeof name;
}

async function invalid(detail: string): Promise<Answer> {
  return err({ type: 'InvalidCommand', detail });
}
