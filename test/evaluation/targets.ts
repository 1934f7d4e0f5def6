/** What each row must reach, by its name. */
export const targets: Readonly<Record<string, string>> = {
  'skew of print, degrees': 'p95 <= 0.03, worst <= 0.1',
  'quarter turn': '>= 99 % right, abstain instead of guess',
  'crop corners, black bed, px at 300 dpi': 'p95 <= 2',
  'crop corners, gray bed, px at 300 dpi': 'p95 <= 2',
  'blank backs': 'kept <= 5 %',
  'codes at 3 px a module and more': '>= 99 % read',
  'codes at 2 px a module': '>= 90 % read',
  'nearly blank backs': 'called blank 0',
  'blank sides': 'kept <= 5 %',
  'sides with content': 'called blank 0',
};
