import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';

/** What everything about enrolments works with. */
export interface EnrolmentParts {
  readonly db: Db;
  readonly clock: StoreClock;
  /** Names this store; codes are hashed with it. */
  readonly serviceId: string;
  readonly tokenKey: string;
}

/** How long an access token is good. A station whose enrolment is ended is out at once all the same. */
export const accessMs = 15 * 60_000;
/** How long a code may be typed in. */
export const codeMs = 15 * 60_000;
