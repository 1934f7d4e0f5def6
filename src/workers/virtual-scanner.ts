import { parseArgs } from 'node:util';
import { openEndlessStack } from '../capture/virtual/endless-stack.ts';
import { openFolderStack } from '../capture/virtual/folder-stack.ts';
import { openSampleStack } from '../capture/virtual/sample-stack.ts';
import { startVirtualScanner } from '../capture/virtual/server.ts';
import { openParentChannel } from './parent-channel.ts';

/*
 * The virtual scanner as a process of its own: `--cache DIR` keeps drawn sides, `--folder DIR` serves files instead,
 * `--pace MS`, `--sheets N` feeds its sheets over and over until there were so many.
 */
const { values } = parseArgs({
  options: {
    cache: { type: 'string' },
    folder: { type: 'string' },
    pace: { type: 'string', default: '0' },
    sheets: { type: 'string' },
  },
});
const channel = openParentChannel();
const stack =
  values.folder === undefined ? openSampleStack(values.cache ?? null) : await openFolderStack(values.folder);
const scanner = await startVirtualScanner({
  stack: values.sheets === undefined ? stack : openEndlessStack(stack, Number(values.sheets)),
  loading: 'reload',
  paceMs: Number(values.pace),
});
channel.onMessage((message) => {
  if ((message as { type?: unknown } | null)?.type !== 'close') return;
  void scanner.close().then(() => channel.close());
});
channel.post({ type: 'listening', url: scanner.url });
