import { err, ok, type Result } from '../../domain/result.ts';
import { type ServiceFailure, signInNeeded } from './service-failure.ts';

/** What the station shows the service to be let in. */
export interface Credential {
  /** Null: nothing to show. */
  bearer(): string | null;
  /**
   * After the service refused `refused`: whether there is another to show now. A failure says what stands in the way. Who
   * asks at the same time waits for the same renewal. Throws where what came cannot be kept.
   */
  renew(refused: string | null): Promise<Result<null, ServiceFailure>>;
}

/** A token that IT set: there is only the one. `onRefused`: the service does not take it. */
export function sharedToken(token: string, onRefused: () => void = () => undefined): Credential {
  return {
    bearer: () => (token === '' ? null : token),
    async renew() {
      onRefused();
      return err(signInNeeded());
    },
  };
}

/** For what wants no token. */
export const noCredential: Credential = { bearer: () => null, renew: async () => ok(null) };
