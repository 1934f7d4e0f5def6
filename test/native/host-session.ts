import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** A frame as native/twain-host/PROTOCOL.md has it, read without the driver's own parser. */
export interface Frame {
  readonly json: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
}

export interface Ended {
  /** Heartbeats left out. */
  readonly frames: readonly Frame[];
  readonly heartbeats: readonly Frame[];
  readonly exitStatus: number | null;
  /** Bytes after the last whole frame. */
  readonly rest: number;
}

/** One process of the TWAIN host. */
export interface HostSession {
  write(line: string): void;
  closeInput(): void;
  /** Stops reading and closes the pipe, as an owner that died. */
  abandon(): void;
  kill(): void;
  /** Comes true as soon as the frames so far satisfy it; throws when the host ends before. */
  until(isThere: (ended: Pick<Ended, 'frames' | 'heartbeats'>) => boolean): Promise<void>;
  ended(): Promise<Ended>;
}

/** After its exit, what a host wrote is in the pipe already and only has to be read. */
const drainMs = 500;

export function startHostSession(command: readonly string[], args: readonly string[]): HostSession {
  const [program = '', ...leading] = command;
  const child: ChildProcessWithoutNullStreams = spawn(program, [...leading, ...args]);
  const frames: Frame[] = [];
  const heartbeats: Frame[] = [];
  let unread = Buffer.alloc(0);
  let exitStatus: number | null | 'running' = 'running';
  let wake: () => void = () => undefined;

  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  child.stdout.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    for (let frame = takeFrame(); frame; frame = takeFrame()) {
      (frame.json.type === 'heartbeat' ? heartbeats : frames).push(frame);
    }
    wake();
  });
  child.on('close', (code) => settle(code));
  child.on('exit', (code) => {
    // A background service of Wine may have inherited the pipe and hold it open: then it never closes.
    let quiet = setTimeout(settle, drainMs, code);
    child.stdout.on('data', () => {
      clearTimeout(quiet);
      quiet = setTimeout(settle, drainMs, code);
    });
  });

  function settle(code: number | null): void {
    if (exitStatus === 'running') exitStatus = code;
    wake();
  }

  function takeFrame(): Frame | null {
    if (unread.length < 8) return null;
    const [jsonLength, binaryLength] = [unread.readUInt32LE(0), unread.readUInt32LE(4)];
    if (unread.length < 8 + jsonLength + binaryLength) return null;
    const json = JSON.parse(unread.subarray(8, 8 + jsonLength).toString('utf8'));
    const bytes = Buffer.from(unread.subarray(8 + jsonLength, 8 + jsonLength + binaryLength));
    unread = unread.subarray(8 + jsonLength + binaryLength);
    return { json, bytes };
  }

  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  return {
    write: (line) => void child.stdin.write(`${line}\n`),
    closeInput: () => void child.stdin.end(),
    abandon: () => void child.stdout.destroy(),
    kill: () => void child.kill('SIGKILL'),
    async until(isThere) {
      while (!isThere({ frames, heartbeats })) {
        if (exitStatus !== 'running')
          throw new Error(`ended before: ${JSON.stringify(frames.map(({ json }) => json))}`);
        await woken();
      }
    },
    async ended() {
      while (exitStatus === 'running') await woken();
      return { frames, heartbeats, exitStatus, rest: unread.length };
    },
  };
}

export const typesOf = ({ frames }: Pick<Ended, 'frames'>) => frames.map(({ json }) => json.type);
export const pagesOf = ({ frames }: Pick<Ended, 'frames'>) =>
  frames.filter(({ json }) => json.type === 'page');
export const frameOf = ({ frames }: Pick<Ended, 'frames'>, type: string) =>
  frames.find(({ json }) => json.type === type)?.json;
