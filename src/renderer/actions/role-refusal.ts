import { commandRoles } from '../../contract/command-roles.ts';
import type { CommandName } from '../../contract/commands.ts';
import { roleMay } from '../../domain/rules/operators.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { StationState } from '../station/station.ts';

/** Why the role of who is signed in may not run a command, in words; null where it may, or where nobody signs in. */
export function roleRefusal(
  { session }: Pick<StationState, 'session'>,
  name: CommandName,
): MessageKey | null {
  const least = commandRoles[name];
  if (!session?.operator || least === 'nobody') return null;
  return roleMay(session.operator.role, least) ? null : `refusal.needs.${least}`;
}
