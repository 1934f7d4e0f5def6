/** Messages pushed by callbacks, taken one by one by an async loop. Unbounded: what comes in is small and already on disk. */
export interface Inbox<T> {
  push(message: T): void;
  take(): Promise<T>;
}

export function openInbox<T>(): Inbox<T> {
  const queue: T[] = [];
  let waiting: ((message: T) => void) | null = null;
  return {
    push(message) {
      if (waiting) {
        const resolve = waiting;
        waiting = null;
        resolve(message);
      } else queue.push(message);
    },
    take() {
      const message = queue.shift();
      if (message !== undefined) return Promise.resolve(message);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
  };
}
