import { openDataFolder } from '../../../src/station/policy/data-folder.ts';

/* Holds a data folder until it is killed. */
const held = await openDataFolder(process.argv[2] ?? '');
console.log(held.ok ? 'held' : held.error.type);
setInterval(() => undefined, 60_000);
