import { type ImportRequest, importMessage } from '../contract/workers.ts';
import { importFile } from '../importing/import-file.ts';
import { openParentChannel } from './parent-channel.ts';

/**
 * One file, then the end of this process: a foreign file that upset a decoder upsets no other. Every reply is a sign of
 * life; the station ends the process when the next page takes too long.
 */
const channel = openParentChannel();
const stop = new AbortController();

channel.onMessage((message) => {
  const wish = importMessage.parse(message);
  if (wish.type === 'cancel') stop.abort();
  else void work(wish);
});

async function work(request: ImportRequest): Promise<void> {
  for await (const reply of importFile(request, stop.signal)) channel.post(reply);
  await channel.close();
}
