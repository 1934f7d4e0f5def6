import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setImmediate as pollOnce } from 'node:timers/promises';
import type { TwainLimits } from './limits.ts';

/** What a TWAIN host is started for; `source` is a ProductName. */
export interface HostWork {
  /** The program and its leading arguments. */
  readonly command: readonly string[];
  readonly verb: 'list' | 'capabilities' | 'configure' | 'scan';
  readonly source: string | null;
}

/** The process of one TWAIN session and the bytes it writes. */
export interface HostProcess {
  /** The next bytes; `ended`: there are no more; `silent`: none came for so many milliseconds. */
  read(silenceMs: number): Promise<Buffer | 'ended' | 'silent'>;
  /** A line of ASCII to its standard input; a process that is gone takes it into the void. */
  write(line: string): void;
  /** Ends the process by force. */
  kill(): void;
  /** How it ended, in words; `null`: it has not within `limitMs`. */
  exit(limitMs: number): Promise<string | null>;
  /** The last words it wrote for people. */
  lastWords(): string;
  /** Lets go of its pipes. */
  release(): void;
}

const keptWords = 2048;

/**
 * Starts the host with the environment of this process. The vendor's dialog is its window, so only `configure` may
 * show one. The pipe is read only when asked: a reader that is slow slows the source down.
 */
export function startHost(work: HostWork, limits: TwainLimits): HostProcess {
  const [program = '', ...leading] = work.command;
  const source = work.source === null ? [] : [percentEncoded(work.source)];
  const child = spawn(program, [...leading, work.verb, ...source], {
    stdio: 'pipe',
    windowsHide: work.verb !== 'configure',
  });
  let ending: string | null = null;
  let words = '';
  let wake: () => void = () => undefined;
  const exited = new Promise<string>((resolve) => {
    const end = (how: string) => {
      ending ??= how;
      resolve(ending);
      wake();
    };
    child.on('exit', (code, signal) => end(signal ? `ended by ${signal}` : `exit status ${code}`));
    child.on('error', (cause: NodeJS.ErrnoException) => {
      if (child.pid === undefined) end(`cannot be started: ${cause.code ?? cause.message}`);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-keptWords);
  });
  // A host that dies takes its ends of the pipes along; that it died is told by its exit.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => wake());
  child.stdout.on('readable', () => wake());
  child.stdout.on('end', () => wake());
  child.stdout.on('close', () => wake());

  return {
    async read(silenceMs) {
      while (true) {
        const chunk = child.stdout.read() as Buffer | null;
        if (chunk) return chunk;
        if (isThrough(child)) return 'ended';
        // Whoever inherited the pipe may hold it open for ever.
        const limitMs = ending === null ? silenceMs : limits.drainMs;
        if (await wokenWithin(limitMs)) continue;
        // The timer may have been first only because this process was busy.
        await pollOnce();
        if (child.stdout.readableLength === 0) return ending === null ? 'silent' : 'ended';
      }
    },
    write(line) {
      if (child.stdin.writable) child.stdin.write(`${line}\n`);
    },
    kill() {
      if (ending === null) child.kill('SIGKILL');
    },
    async exit(limitMs) {
      return ending ?? (await within(exited, limitMs));
    },
    lastWords: () => words.trim(),
    release() {
      child.stdin.destroy();
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };

  async function wokenWithin(limitMs: number): Promise<boolean> {
    const woken = new Promise<true>((resolve) => {
      wake = () => resolve(true);
    });
    return (await within(woken, limitMs)) ?? false;
  }
}

/** UTF-8, with lone surrogates replaced: half a character has no encoding. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function isThrough({ stdout }: ChildProcessWithoutNullStreams): boolean {
  return stdout.readableEnded || stdout.destroyed;
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limitMs, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
