import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  type Category,
  type CategoryList,
  checkCategories,
  isSameList,
} from '../../domain/rules/categories.ts';
import type { Log } from '../ports/clock.ts';
import type { Settings } from '../ports/settings.ts';

/** The attachment categories in force: the service's where it keeps some, else this station's own. */
export interface Categories {
  list(): CategoryList;
  /** The list a person made here. */
  save(input: CommandParsed<'categories.save'>): Result<Record<string, never>, StationError>;
  /** The list the service told; none: the station's own is in force again. */
  takeFromService(categories: readonly Category[]): void;
}

interface CategoryParts {
  readonly settings: Pick<
    Settings,
    'ownCategories' | 'setOwnCategories' | 'serviceCategories' | 'setServiceCategories'
  >;
  /** Without a service what one told long ago is not in force. */
  readonly hasService: boolean;
  readonly emit: (event: StationEvent) => void;
  readonly log: Log;
}

export function openCategories({ settings, hasService, emit, log }: CategoryParts): Categories {
  function list(): CategoryList {
    const given = hasService ? settings.serviceCategories() : [];
    return given.length > 0
      ? { by: 'service', categories: given }
      : { by: 'station', categories: settings.ownCategories() };
  }

  return {
    list,
    save({ known, categories }) {
      const now = list();
      if (now.by === 'service') return err({ type: 'CategoriesGiven' });
      const checked = checkCategories(categories);
      const fault = checked.ok ? undefined : checked.error[0];
      if (fault) return err({ type: 'CategoriesInvalid', ...fault, index: fault.index + 1 });
      if (!isSameList(known, now.categories)) return err({ type: 'CategoriesChanged' });
      if (checked.ok) settings.setOwnCategories(checked.value);
      emit({ type: 'categories.changed', list: list() });
      return ok({});
    },
    takeFromService(categories) {
      const checked = checkCategories(categories);
      if (!checked.ok) {
        // What it told before stays in force: better than a list of which nobody knows what is wrong.
        const first = checked.error[0];
        log('warn', 'categories.unusable', { index: first?.index ?? 0, reason: first?.reason ?? '' });
        return;
      }
      if (isSameList(checked.value, settings.serviceCategories())) return;
      settings.setServiceCategories(checked.value);
      emit({ type: 'categories.changed', list: list() });
    },
  };
}
