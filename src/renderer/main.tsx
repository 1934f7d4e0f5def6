import './app/fonts.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { chooseClient } from './station/choose-client.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;
createRoot(root).render(<App client={chooseClient()} nonce={nonce} />);
