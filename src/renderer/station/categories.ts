import type { CategoryList } from '../../domain/rules/categories.ts';
import type { StationState } from './station.ts';

const none: CategoryList = { by: 'station', categories: [] };

/** The attachment categories in force, as the window last heard of them. */
export function categoriesNow(now: Pick<StationState, 'settings'>): CategoryList {
  return now.settings?.categories ?? none;
}
