/** The line to whoever started this process; the worker's end of `WorkerChannel`. */
export interface ParentChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Lets what was posted go out, then ends this process. */
  close(): Promise<void>;
}

/** Electron's utility process has a port of its own, with the message in `data`. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const utilityDrainMs = 200;

/**
 * Opens the line in a forked process or an Electron utility process, whichever this is; throws when it is neither.
 * A forked process ends by itself when its parent goes away.
 */
export function openParentChannel(): ParentChannel {
  const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;
  if (utilityPort) return utilityChannel(utilityPort);
  if (process.send) return forkChannel(process.send.bind(process));
  throw new Error('this entry is started by the station, not by hand');
}

function utilityChannel(port: UtilityPort): ParentChannel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    async close() {
      // The port cannot say when it has drained.
      setTimeout(() => process.exit(0), utilityDrainMs);
    },
  };
}

function forkChannel(send: NonNullable<typeof process.send>): ParentChannel {
  let lastSent: Promise<void> = Promise.resolve();
  process.once('disconnect', () => process.exit(0));
  return {
    post(message) {
      // An error here means that the parent is gone: 'disconnect' ends the process.
      const sent = new Promise<void>((resolve) => send(message, undefined, undefined, () => resolve()));
      lastSent = Promise.all([lastSent, sent]).then(() => undefined);
    },
    onMessage: (listener) => process.on('message', listener),
    async close() {
      await lastSent;
      process.exit(0);
    },
  };
}
