import '../../../src/renderer/app/fonts.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../src/renderer/app/app.tsx';
import { openWindow } from '../../../src/renderer/app/open-window.ts';
import {
  caseExpected,
  caseSides,
  caseWaiting,
  cleanupSides,
  matchingExpected,
  matchingSides,
} from '../fixture-case.ts';
import { type FixtureStation, fixtureStation } from '../fixture-station.ts';

declare global {
  interface Window {
    fixture: FixtureStation;
  }
}

// `?empty` starts with no paper, `?times=40` with that many times the case, `?cleanup` with pages to look at closely,
// `?matching` with invoices that meet what is expected in every other way.
const wish = new URLSearchParams(location.search);
const times = wish.has('empty') ? 0 : Number(wish.get('times') ?? 1);
const sides = wish.has('cleanup') ? cleanupSides : wish.has('matching') ? matchingSides : caseSides;
const station = fixtureStation({
  sides: Array.from({ length: times }, () => sides).flat(),
  waiting: caseWaiting,
  expected: wish.has('matching') ? matchingExpected : caseExpected,
});
window.fixture = station;
const root = document.getElementById('root');
if (root) createRoot(root).render(<App opened={openWindow(station)} nonce={undefined} />);
