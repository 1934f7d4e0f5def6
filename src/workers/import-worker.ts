import { importRequest } from '../contract/workers.ts';
import { importFile } from '../importing/import-file.ts';
import { openParentChannel } from './parent-channel.ts';

/**
 * One file, then the end of this thread: a foreign file that upset a decoder upsets no other. Every reply is a sign of
 * life; the station ends the thread when the next page takes too long.
 */
const channel = openParentChannel();

channel.onMessage((message) => {
  void work(message);
});

async function work(message: unknown): Promise<void> {
  const request = importRequest.parse(message);
  for await (const reply of importFile(request, new AbortController().signal)) channel.post(reply);
  await channel.close();
}
