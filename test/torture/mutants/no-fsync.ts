import { open } from 'node:fs/promises';

/* A mutant, loaded before a process's own modules: files and folders are never flushed, and nobody is told. SQLite still does. */
const handle = await open(import.meta.filename, 'r');
const prototype = Object.getPrototypeOf(handle) as typeof handle;
await handle.close();
prototype.sync = async () => undefined;
prototype.datasync = async () => undefined;
