import type { keeping as source } from '../zh-CN/keeping.ts';

/** How long pictures are kept, and whether they still read. */
export const keeping: Record<keyof typeof source, string> = {
  'settings.part.storage': 'Storage',
  'keeping.title': 'Picture files',
  'cleared.what': 'Pictures were cleared here on {day}',
  'cleared.unseen': 'The picture of this page is not here',
  'cleared.where': 'The match service has them whole; the bill and its records are still here.',
  'damaged.original.what': 'The original of this page is damaged, and no good copy was found.',
  'damaged.original.do':
    'In an open bill, delete the page and scan it again; of a submitted one the service has the picture. Tell IT to check the disk.',
  'damaged.rendition.what': 'The cleaned picture of this page is damaged; its original is whole.',
  'damaged.rendition.do': 'It is fetched again once the service is reached. Tell IT to check the disk.',
  'storage.title': 'Disk',
  'storage.free': 'Free space',
  'storage.pages': 'Pages here',
  'storage.retention': 'Pictures are kept after submission',
  'storage.retention.days': '{days, plural, one {# day} other {# days}} after the receipt',
  'storage.retention.never': 'For ever',
  'storage.retention.hint':
    'Then the pictures of bills are cleared that the service has confirmed whole; bills, receipts and records stay. A bill sent back, parked or opened again is not cleared.',
  'storage.retention.given': 'Set by IT; it cannot be changed here',
  'storage.scrub': 'Check of the pictures',
  'storage.scrub.hint':
    'What is not submitted is read again at every start, everything every 30 days; in the background, and never while scanning.',
  'storage.scrub.now': 'Check everything now',
  'storage.scrub.running': 'Checking: {checked, number} of {pages, number} pages',
  'storage.scrub.never': 'Not everything was checked yet',
  'storage.scrub.last': 'Everything checked on {day}: {checked, plural, one {# page} other {# pages}}',
  'storage.scrub.done': '{checked, plural, one {# page} other {# pages}} checked, {damaged, number} damaged',
  'storage.whole': 'All whole',
  'storage.damaged': '{count, plural, one {# page} other {# pages}} damaged',
  'storage.damaged.do':
    'The disk may be failing: tell IT. Damaged pages are marked in their bills, with what to do.',
};
