import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/*
 * Loaded before a process's own modules: every seventh write of a file that it opened itself comes half through and fails with
 * EIO. strace cannot tell files from pipes by name when the name is made up in the moment; SQLite's own writes it can.
 */
const every = 7;
const handle = await open(import.meta.filename, 'r');
const prototype = Object.getPrototypeOf(handle) as typeof handle;
await handle.close();
let calls = 0;

for (const name of ['appendFile', 'writeFile'] as const) {
  const honest = prototype[name];
  prototype[name] = async function (this: typeof handle, content, options) {
    calls += 1;
    if (calls % every !== 0) return honest.call(this, content, options);
    const bytes = Buffer.from(content as Uint8Array | string as string);
    await honest.call(this, bytes.subarray(0, Math.floor(bytes.length / 2)), options);
    writeSync(2, '(INJECTED)\n');
    throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', errno: -5, syscall: 'write' });
  };
}
