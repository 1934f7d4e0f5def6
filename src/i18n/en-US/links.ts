import type { links as source } from '../zh-CN/links.ts';

/** Links by which another system opens the station at a bill. */
export const links: Readonly<Record<keyof typeof source, string>> = {
  'action.openLink': 'Open the link that waits',
  'refusal.noLink': 'No link waits to be opened',
  'refusal.workFirst': 'Finish or close what you are at first, then open the link',
  'link.waiting.capture': 'Another system asks to open bill {number} for capture',
  'link.waiting.match': 'Another system asks to open the match result of bill {number}',
  'link.waiting.hint':
    'You are at work, so nothing was moved. When you are through, press {key_link_open} or Open.',
  'link.open': 'Open',
  'link.submitted': 'Bill {number} is submitted. To capture it again, press {key_bill_recapture}.',
  'link.notSubmitted': 'Bill {number} is not submitted yet; at the right is how it matches so far.',
  'link.awaited.title': 'Nothing of bill {number} is here yet',
  'link.awaited.hint':
    'An empty batch is open for it. Put the paper in, its cover first, and press {key_scan}: once the number on the cover is read, it is this bill. Without a cover, press {key_bill_number} on the bill after capture and type the number.',
};
