import type { CommandInput, CommandName, CommandOutput } from '../contract/commands.ts';
import type { StationError } from '../contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../contract/queries.ts';
import type { Result } from '../domain/result.ts';
import type { Station } from '../station/station.ts';

/** The station's two doors with the types of the contract; the station has checked what goes in. */
export async function run<N extends CommandName>(
  station: Station,
  name: N,
  input: CommandInput<N>,
): Promise<Result<CommandOutput<N>, StationError>> {
  return (await station.run(name, input)) as Result<CommandOutput<N>, StationError>;
}

export async function ask<N extends QueryName>(
  station: Station,
  name: N,
  input: QueryInput<N>,
): Promise<Result<QueryOutput<N>, StationError>> {
  return (await station.ask(name, input)) as Result<QueryOutput<N>, StationError>;
}
