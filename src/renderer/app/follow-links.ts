import { holdsWork, openLink } from '../actions/link-actions.ts';
import { contextOf, type Workbench } from '../actions/workbench-provider.tsx';
import { notify } from '../actions/workbench-state.ts';
import { isTyping } from './typing-target.ts';

/**
 * Takes the link that waits at the station. Whoever is at something is asked first: the link stands at the foot of the window
 * until it is opened or put away. With nobody signed in it goes on waiting at the station.
 */
export async function takeLink(workbench: Workbench): Promise<void> {
  const taken = await workbench.station.client.run('link.take', {});
  if (!taken.ok) {
    if (taken.error.type === 'LinkInvalid') notify(workbench.ui, { type: 'error', error: taken.error });
    return;
  }
  const { link } = taken.value;
  if (link === null) return;
  const ui = workbench.ui.get();
  if (holdsWork(ui) || ui.editingNumber !== null || isInEntry(document.activeElement))
    notify(workbench.ui, { type: 'link', link });
  else await openLink(contextOf(workbench), link);
}

/** Typed into, and something is there already. */
function isInEntry(target: Element | null): boolean {
  return isTyping(target) && !(target instanceof HTMLInputElement && target.value === '');
}

/** Hands the link in the window's own address (`#open=platen%3A...`) to the station, and takes it out of there. */
export async function bringAddressLink({ client }: Workbench['station']): Promise<void> {
  const link = new URLSearchParams(location.hash.slice(1)).get('open');
  if (link === null) return;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  await client.run('link.open', { link });
}
