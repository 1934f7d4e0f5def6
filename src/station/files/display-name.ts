const longest = 200;

/**
 * The name a person knows a file by, fit to be shown: without folders, control characters and the marks that turn the
 * direction of text around (they can make `exe` look like `pdf`). Never used as a path. Empty becomes `unnamed`.
 */
export function displayName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const shown = base
    .toWellFormed()
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  if (shown === '' || shown === '.' || shown === '..') return 'unnamed';
  return [...shown].slice(0, longest).join('');
}
