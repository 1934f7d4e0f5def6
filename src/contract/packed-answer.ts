import { ok, type Result } from '../domain/result.ts';
import type { Page } from '../domain/tree/records.ts';
import type { StationError } from './errors.ts';
import { isAlike, type PackedList, packedText, packList, unpackList } from './packed-list.ts';
import type { BatchSnapshot, QueryName, QueryOutput } from './queries.ts';

/* How answers cross from a shell to its window. Station and window know only the answers themselves. */

/** Lists of a snapshot that grow with the batch. */
const longLists = ['bills', 'documents', 'pages', 'statuses', 'expected'] as const;
type LongList = (typeof longLists)[number];

/** A snapshot of 5,000 pages is 14 MB of JSON as it is, and 3 MB like this. */
export type PackedSnapshot = Omit<BatchSnapshot, LongList> & { readonly [L in LongList]: PackedList };

/** The answer as the window's client expects it: `unpackAnswer` gives it back as it was. */
export function packAnswer(
  name: QueryName,
  answer: Result<unknown, StationError>,
): Result<unknown, StationError> {
  if (name !== 'batch.snapshot' || !answer.ok) return answer;
  return ok(packSnapshot(answer.value as BatchSnapshot));
}

/** The JSON of `packAnswer`, of which only what is new in a batch is written anew. */
export function answerText(name: QueryName, answer: Result<unknown, StationError>): string {
  if (name !== 'batch.snapshot' || !answer.ok) return JSON.stringify(answer);
  const { bills, documents, pages, statuses, expected, ...rest } = answer.value as BatchSnapshot;
  const lists = { bills, documents, pages: pages.map(withRecipeOnce), statuses, expected };
  const fields = [
    ...Object.entries(rest).map(([field, value]) => `"${field}":${JSON.stringify(value) ?? null}`),
    ...Object.entries(lists).map(([field, list]) => `"${field}":${packedText(list)}`),
  ];
  return `{"ok":true,"value":{${fields.join(',')}}}`;
}

export function unpackAnswer<N extends QueryName>(
  name: N,
  wire: Result<unknown, StationError>,
): Result<QueryOutput<N>, StationError> {
  const answer =
    name === 'batch.snapshot' && wire.ok ? ok(unpackSnapshot(wire.value as PackedSnapshot)) : wire;
  return answer as Result<QueryOutput<N>, StationError>;
}

export function packSnapshot(snapshot: BatchSnapshot): PackedSnapshot {
  const { bills, documents, pages, statuses, expected } = snapshot;
  return {
    ...snapshot,
    bills: packList(bills),
    documents: packList(documents),
    pages: packList(pages.map(withRecipeOnce)),
    statuses: packList(statuses),
    expected: packList(expected),
  };
}

export function unpackSnapshot(packed: PackedSnapshot): BatchSnapshot {
  const { bills, documents, pages, statuses, expected } = packed;
  return {
    ...packed,
    bills: unpackList(bills) as BatchSnapshot['bills'],
    documents: unpackList(documents) as BatchSnapshot['documents'],
    pages: (unpackList(pages) as ThriftyPage[]).map(withRecipeTwice),
    statuses: unpackList(statuses) as BatchSnapshot['statuses'],
    expected: unpackList(expected) as BatchSnapshot['expected'],
  };
}

type SentPage = BatchSnapshot['pages'][number];
/** Null for the recipe of a rendition: the very one the page wants, as of nearly every page that is not worked on. */
type ThriftyPage = Omit<SentPage, 'rendition'> & {
  readonly rendition: (Omit<NonNullable<Page['rendition']>, 'recipe'> & { readonly recipe: unknown }) | null;
};

const thrifty = new WeakMap<SentPage, ThriftyPage>();

/** The same object for the same page, so that it is known as one that was packed before. */
function withRecipeOnce(page: SentPage): ThriftyPage {
  const before = thrifty.get(page);
  if (before) return before;
  const { recipe, rendition } = page;
  const isOnce = recipe !== null && rendition !== null && isAlike(recipe, rendition.recipe);
  const now = isOnce ? { ...page, rendition: { ...rendition, recipe: null } } : page;
  thrifty.set(page, now);
  return now;
}

function withRecipeTwice(page: ThriftyPage): SentPage {
  const { rendition } = page;
  const whole = rendition?.recipe === null ? { ...rendition, recipe: page.recipe } : rendition;
  return { ...page, rendition: whole } as SentPage;
}
