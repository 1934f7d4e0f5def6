export type ShellWish = 'auto' | 'electron' | 'browser';

export interface Wish {
  readonly shell: ShellWish;
  /** Everything else, for the shell that starts. */
  readonly rest: readonly string[];
}

/** `--shell electron|browser|auto` out of the arguments; null when it names no shell. */
export function readWish(args: readonly string[]): Wish | null {
  const at = args.findIndex((arg) => arg === '--shell' || arg.startsWith('--shell='));
  if (at < 0) return { shell: 'auto', rest: args };
  const arg = args[at] ?? '';
  const isJoined = arg.includes('=');
  const name = isJoined ? arg.slice('--shell='.length) : args[at + 1];
  if (name !== 'electron' && name !== 'browser' && name !== 'auto') return null;
  return { shell: name, rest: [...args.slice(0, at), ...args.slice(at + (isJoined ? 1 : 2))] };
}

/** Why no Electron window can open on this machine, before a runtime is looked for; null when one may. */
export function electronObstacle(
  machine: {
    readonly platform: NodeJS.Platform;
    readonly env: NodeJS.ProcessEnv;
    readonly uid: number | null;
  },
  args: readonly string[],
): string | null {
  if (machine.platform !== 'linux') return null;
  if (!machine.env.DISPLAY && !machine.env.WAYLAND_DISPLAY) {
    return 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  }
  if (machine.uid === 0 && !args.includes('--no-sandbox')) {
    return 'Electron does not run as root, where its sandbox would be off; start Platen as an ordinary user';
  }
  return null;
}

/** Whether Electron itself could not run, as against the station having ended with an error it showed. */
export function isElectronBroken(end: {
  readonly status: number | null;
  readonly signal: string | null;
  readonly ms: number;
}): boolean {
  // 127: a system library is missing. The signals: a sandbox or graphics fault at start.
  const isFault =
    end.status === 127 || ['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV', 'SIGBUS'].includes(end.signal ?? '');
  return isFault && end.ms < 15_000;
}
