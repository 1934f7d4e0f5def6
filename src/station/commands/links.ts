import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import { type Link, type LinkInvalid, parseLink } from '../../domain/link.ts';
import { ok, type Result } from '../../domain/result.ts';

export interface Links {
  open(input: CommandParsed<'link.open'>): Result<CommandOutput<'link.open'>, StationError>;
  take(): Result<CommandOutput<'link.take'>, StationError>;
  /** Whether a good one is there to be taken. */
  waits(): boolean;
}

/**
 * Links on their way to a window. The last one waits here until a window takes it: none may be open yet, and with nobody
 * signed in none may. A bad one goes the same way, since whoever followed it looks at the window.
 */
export function openLinks(emit: (event: StationEvent) => void): Links {
  let waiting: Result<Link, LinkInvalid> | null = null;
  return {
    open({ link }) {
      waiting = parseLink(link);
      emit({ type: 'link.arrived' });
      return waiting.ok ? ok({}) : waiting;
    },
    take() {
      const taken = waiting;
      waiting = null;
      if (taken === null) return ok({ link: null });
      return taken.ok ? ok({ link: taken.value }) : taken;
    },
    waits: () => waiting?.ok ?? false,
  };
}
