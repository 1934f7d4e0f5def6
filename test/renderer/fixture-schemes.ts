import type { CommandInput } from '../../src/contract/commands.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { QueryOutput } from '../../src/contract/queries.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { emptySchemeBook, type SchemeBook } from '../../src/domain/rules/scheme.ts';

/* What the double of the station knows of the schemes: the service's book with its revision, or why it is not asked. */

type Kept = QueryOutput<'schemes.get'>;

export interface FixtureSchemes {
  get(): Kept;
  /** Somebody else did it; the window is told. */
  set(change: Partial<Kept>): void;
  save(input: CommandInput<'schemes.save'>): Result<Kept, StationError>;
}

export function fixtureSchemes(operator: () => string, onChanged: () => void): FixtureSchemes {
  let kept: Kept = { revision: 0, by: 'service', kept: null, book: emptySchemeBook, lack: null };
  return {
    get: () => kept,
    set(change) {
      kept = { ...kept, ...change };
      onChanged();
    },
    save({ revision, book }) {
      if (revision !== kept.revision) return err({ type: 'SchemesRefused', reason: 'Changed', detail: '' });
      const at = Date.UTC(2026, 10, 23, 1, 30);
      const who = { operator: operator(), stationId: 'station-1', at };
      kept = { ...kept, revision: revision + 1, kept: who, book: book as SchemeBook };
      return ok(kept);
    },
  };
}
