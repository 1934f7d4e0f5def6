import type { viewer as source } from '../zh-CN/viewer.ts';

/** The page, large. */
export const viewer: Record<keyof typeof source, string> = {
  'viewer.label': 'Page viewer',
  'viewer.empty.title': 'Put the paper in and press {key_scan}',
  'viewer.empty.hint':
    'In order: cover, invoices, attachments, next cover… Bills and kinds are found by themselves.',
  'viewer.noSelection': 'Select a document on the left',
  'viewer.page.alt': 'Page: {title}',
  'viewer.position': '{position, number} / {count, number}',
  'viewer.position.aria': 'Page {position} of {count}',
  'viewer.zoom.fit': 'Fit {percent}',
  'viewer.zoom.free': '{percent}',
  'viewer.original': 'Original',
  'viewer.rendering': 'Making the rendition…',
  'viewer.crumb.page': 'page {page}',
  'viewer.crumb.skew': 'straightened {degrees}°',
  'viewer.crumb.dpi': '{dpi} dpi',
  'viewer.failed': 'The picture of this page could not be fetched',
  'viewer.retry': 'Fetch again',
};
