import './app/fonts.css';
import { rememberedBatch } from './app/remembered-batch.ts';
import { askAhead, type Question } from './station/ask-ahead.ts';
import { chooseClient } from './station/choose-client.ts';

/*
 * The first that runs, and kept small: it asks the station for what the window shows first, so that the answers come
 * while the window's own code does.
 */
const batchId = rememberedBatch();
const first: readonly Question[] = [
  ['session.current', {}],
  ...(batchId ? [['batch.snapshot', { batchId }] as const] : []),
  ['station.status', {}],
  ['settings.get', {}],
  ['batches.list', {}],
];
const client = askAhead(chooseClient(), first);
void import('./app/start.tsx').then(({ start }) => start(client));
