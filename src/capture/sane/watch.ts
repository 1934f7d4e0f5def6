/** A call into libsane did not come back in its time. Nothing may be asked of the library after that. */
export class DriverHung extends Error {}

/**
 * Waits for a call with a time limit in milliseconds; throws DriverHung past it. The call itself cannot be ended: its
 * thread stays in the library, and a process with such a thread never gets through its exit, so the exit is cut short.
 */
export async function watched<T>(call: Promise<T>, name: string, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  const first = await Promise.race([call.then((value) => ({ value })), late]).finally(() =>
    clearTimeout(timer),
  );
  if (first !== 'late') return first.value;
  const cutShort = () => process.kill(process.pid, 'SIGKILL');
  process.once('exit', cutShort);
  const forgive = () => process.off('exit', cutShort);
  call.then(forgive, forgive);
  throw new DriverHung(`${name}: no answer in ${limitMs} ms`);
}
