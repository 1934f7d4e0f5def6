import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import type { StationError } from '../../contract/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { Station } from '../../station/station.ts';

/* How `platen open LINK` reaches the station that runs on the same data folder: a line no web page can speak on. */

export interface LinkLine {
  close(): Promise<void>;
}

const longestLine = 8192;
const patienceMs = 10_000;

/**
 * Opens the line beside the station's data, for whoever may write there; on Windows it is a pipe, which stands in no
 * folder. Each caller sends one link and gets the station's answer as JSON. Rejects when the line cannot be had.
 */
export async function openLinkLine(station: Pick<Station, 'run'>, dataFolder: string): Promise<LinkLine> {
  const address = addressOf(dataFolder);
  // The folder is this station's alone: what stands there was left by one that was killed.
  if (process.platform !== 'win32') await rm(address, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    void wholeOf(socket).then(async (link) => {
      if (link !== null) socket.end(JSON.stringify(await station.run('link.open', { link })));
    });
  });
  await new Promise<void>((opened, failed) => {
    server.once('error', failed);
    server.listen(address, opened);
  });
  return { close: () => new Promise((closed) => server.close(() => closed())) };
}

/** The answer of the station that runs on this data folder; null where none does. */
export async function tellStation(
  dataFolder: string,
  link: string,
): Promise<Result<unknown, StationError> | null> {
  const socket = connect({ path: addressOf(dataFolder), allowHalfOpen: true });
  const isThere = await new Promise<boolean>((found, failed) => {
    socket.once('connect', () => found(true));
    socket.once('error', (cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED' ? found(false) : failed(cause),
    );
  });
  if (!isThere) return null;
  socket.end(link);
  const answer = await wholeOf(socket);
  if (!answer) throw new Error('the station ended before it answered');
  return JSON.parse(answer);
}

/** What the other end says until it is through; null where it says too much, nothing for too long, or breaks off. */
function wholeOf(socket: Socket): Promise<string | null> {
  return new Promise((told) => {
    let text = '';
    const giveUp = () => {
      socket.destroy();
      told(null);
    };
    socket.setTimeout(patienceMs, giveUp);
    socket.setEncoding('utf8');
    socket.on('error', giveUp);
    socket.on('data', (part: string) => {
      text += part;
      if (text.length > longestLine) giveUp();
    });
    socket.on('end', () => told(text));
  });
}

function addressOf(dataFolder: string): string {
  const folder = resolve(dataFolder);
  if (process.platform !== 'win32') return join(folder, 'links.sock');
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\platen-${name}`;
}
