import type { BillLine, ListRequest } from '../../src/contract/bill-list.ts';
import type { CheckReply } from '../../src/contract/check.ts';
import type { CommandInput, CommandName } from '../../src/contract/commands.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { QueryName } from '../../src/contract/queries.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';

/** What a service would answer of lists and checks: whatever a test puts here. */
export interface FixtureDesk {
  lines: readonly BillLine[];
  from: 'service' | 'station';
  check: CheckReply | null;
  /** What a decision makes of the check; without it nothing changes. */
  decided: CheckReply | null;
  readonly asked: ListRequest[];
  readonly words: { readonly name: CommandName; readonly input: unknown }[];
  ask(name: QueryName, input: unknown): Result<unknown, StationError>;
  run(name: CommandName, input: unknown): Result<unknown, StationError>;
}

export function fixtureDesk(): FixtureDesk {
  const desk: FixtureDesk = {
    lines: [],
    from: 'service',
    check: null,
    decided: null,
    asked: [],
    words: [],
    ask(name, input) {
      if (name === 'lists.bills') {
        const request = input as ListRequest;
        desk.asked.push(request);
        const from = Number(request.after ?? 0);
        const lines = desk.lines.slice(from, from + request.limit);
        const next = from + lines.length < desk.lines.length ? String(from + lines.length) : null;
        const page = { lines, next, total: desk.lines.length };
        return ok({ page, from: desk.from, stationId: 'station-1' });
      }
      return desk.check ? ok(desk.check) : err({ type: 'CheckOutOfReach', detail: '' });
    },
    run(name, input) {
      desk.words.push({ name, input: input as CommandInput<typeof name> });
      desk.check = desk.decided ?? desk.check;
      return desk.check ? ok(desk.check) : err({ type: 'CheckOutOfReach', detail: '' });
    },
  };
  return desk;
}
