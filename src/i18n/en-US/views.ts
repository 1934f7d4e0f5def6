import type { views as source } from '../zh-CN/views.ts';

/** How many pages are seen at a time, and which. */
export const views: Record<keyof typeof source, string> = {
  'viewer.view': 'View',
  'viewer.pair.page': 'Page {page} of {count}',
  'sheet.label': 'Contact sheet',
  'sheet.tools': 'Contact sheet tools',
  'sheet.bill.aria': 'Bill {number}, {need}, {pages, plural, one {# page} other {# pages}}',
  'sheet.part': 'Page {position} of {pages}',
  'sheet.pages': '{shown, number} of {count, plural, one {# page} other {# pages}}',
  'sheet.size': 'Size of pages',
  'sheet.smaller': 'Smaller pages',
  'sheet.larger': 'Larger pages',
  'filter.cover': 'Covers',
  'filter.invoice': 'Invoices',
  'filter.attachment': 'Attachments',
  'filter.attention': 'Needs a look',
  'filter.unread': 'Unread',
  'filter.duplicate': 'Duplicates',
  'filter.active': 'Filter in use',
  'filter.shown': 'Filtered: {shown, number} of {count, plural, one {# document} other {# documents}}',
  'filter.remove': 'Remove filter {part}',
  'filter.button.active': 'Filter ({count, plural, one {# in use} other {# in use}})',
  'filter.part.aria': '{part}, {count, plural, one {# document} other {# documents}}',
  'filter.none.title': 'No page fits the filter',
  'filter.none.hint': 'All pages are still there; the filter hides them.',
};
