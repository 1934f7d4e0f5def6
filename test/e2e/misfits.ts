import type { Page } from 'playwright-core';

/** What does not fit on the screen as it stands, each in words; nothing where all does. */
export function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(look) as Promise<readonly string[]>;
}

/** Runs in the window. Names may be cut where the whole stands in their tip: they are what operators typed. */
const look = `(() => {
  const found = [];
  const named = (element) => {
    const words = (element.innerText || element.getAttribute('aria-label') || '').trim().slice(0, 60);
    return element.tagName.toLowerCase() + ' "' + words + '"';
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === 'visible';
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways');
  const dialogs = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].filter(isSeen);
  for (const dialog of dialogs) {
    const box = dialog.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
      found.push('outside the window: ' + named(dialog));
    const leading = [...dialog.querySelectorAll('.MuiButton-contained')].filter(isSeen);
    if (leading.length > 1) found.push('lead both: ' + leading.map(named).join(', '));
  }
  const top = dialogs.at(-1) ?? document.body;
  for (const element of top.querySelectorAll('*')) {
    if (!isSeen(element) || element.closest('[aria-hidden=true]')) continue;
    const { overflowX, textOverflow } = getComputedStyle(element);
    const isCut = element.scrollWidth > element.clientWidth + 1;
    if (!isCut || element.clientWidth === 0) continue;
    if (element.type === 'range') continue;
    if (element.tagName === 'INPUT') {
      const words = element.value || element.placeholder;
      if (words) found.push('cut off: ' + named(element) + ' ' + words);
    } else if (overflowX === 'auto' || overflowX === 'scroll') found.push('scrolls sideways: ' + named(element));
    else if (textOverflow === 'ellipsis' && !element.title && !element.closest('[title]'))
      found.push('cut off: ' + named(element));
    else if (element.matches('button, [role=tab], th')) found.push('cut off: ' + named(element));
  }
  return found;
})()`;
