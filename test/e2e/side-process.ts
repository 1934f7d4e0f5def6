import type { WorkerKind } from '../../src/contract/workers.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';

export interface ListeningChild {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of the project in its own process, as the station would start it; rejects when it ends before it listens. */
export async function listeningChild(kind: WorkerKind, args: readonly string[]): Promise<ListeningChild> {
  const channel = launchOnNode(kind, args);
  const ended = new Promise<string>((resolve) => channel.onExit(resolve));
  const url = await new Promise<string>((resolve, reject) => {
    channel.onMessage((message) => {
      const said = message as { type?: string; url?: string; detail?: string };
      if (said.type === 'listening' && said.url) resolve(said.url);
      if (said.type === 'failure') reject(new Error(said.detail));
    });
    void ended.then((detail) => reject(new Error(`${kind} ended: ${detail}`)));
  });
  return {
    url,
    async stop() {
      channel.post({ type: 'close' });
      await ended;
    },
  };
}
