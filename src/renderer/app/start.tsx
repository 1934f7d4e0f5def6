import { createRoot } from 'react-dom/client';
import type { StationClient } from '../../contract/client.ts';
import { App } from './app.tsx';
import { openWindow } from './open-window.ts';

/** A station that is slow to answer has its window drawn without a batch. */
const mostWaitedMs = 400;

/**
 * Draws the window into its page: once, with its batch, which comes while the window's code is read. Drawn before, it
 * would be drawn twice before the first row stands.
 */
export async function start(client: StationClient): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;
  const opened = openWindow(client);
  await Promise.race([opened.stands, new Promise((resolve) => setTimeout(resolve, mostWaitedMs))]);
  createRoot(root).render(<App opened={opened} nonce={nonce} />);
}
