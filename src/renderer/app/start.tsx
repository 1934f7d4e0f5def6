import { createRoot } from 'react-dom/client';
import type { StationClient } from '../../contract/client.ts';
import { App } from './app.tsx';

/** Draws the window into its page. */
export function start(client: StationClient): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;
  createRoot(root).render(<App client={client} nonce={nonce} />);
}
