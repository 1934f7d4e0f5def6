/** How another system on the same computer reaches the station. */
export interface LocalDoor {
  readonly port: number;
  readonly token: string;
}

const shortestToken = 32;

/**
 * `PLATEN_DOOR_PORT` and `PLATEN_DOOR_TOKEN` open the local door; null without a port. Throws at a port or token that will
 * not do: a door that is not as IT meant it must not stand open.
 */
export function localDoorFrom(env: Readonly<Record<string, string | undefined>>): LocalDoor | null {
  const { PLATEN_DOOR_PORT: given = '', PLATEN_DOOR_TOKEN: token = '' } = env;
  if (given === '') return null;
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) throw new Error(`PLATEN_DOOR_PORT is no port: ${given}`);
  if (token.length < shortestToken)
    throw new Error(`PLATEN_DOOR_TOKEN is shorter than ${shortestToken} characters`);
  return { port, token };
}
