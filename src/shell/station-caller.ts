import type { CommandInput, CommandName, CommandOutput } from '../contract/commands.ts';
import type { StationError } from '../contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../contract/queries.ts';
import type { Result } from '../domain/result.ts';
import type { Station } from '../station/station.ts';

/** The station's two doors with the types of the contract; the station has checked what goes in. */
export interface StationCaller {
  run<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>, StationError>>;
  ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Result<QueryOutput<N>, StationError>>;
}

export function stationCaller(station: Pick<Station, 'run' | 'ask'>): StationCaller {
  return {
    run: async (name, input) =>
      (await station.run(name, input)) as Result<CommandOutput<typeof name>, StationError>,
    ask: async (name, input) =>
      (await station.ask(name, input)) as Result<QueryOutput<typeof name>, StationError>,
  };
}
