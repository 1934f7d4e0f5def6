import { z } from 'zod';

/* How a station gets its own token (docs/SPEC.md, "Enrolment"): what crosses between station, service and IT. */

/** How a station names itself in a path. */
export const stationId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
/** What people call a station. One name is one station at a time. */
export const stationName = z.string().trim().min(1).max(100);
/** Who asks, for the service's record. */
const by = z.string().trim().min(1).max(100);

/** Body of `POST /v1/enrolment-codes`. */
export const codeRequest = z.object({ station: stationName, by });
export const codeReply = z.object({
  station: z.string(),
  /** Said this once: the service keeps only its hash. */
  code: z.string(),
  expiresAt: z.int(),
});

/** Body of `POST /v1/enrolments`. Sent again with the same `requestId`, the answer is the same until it has been used. */
export const enrolRequest = z.object({ code: z.string().max(100), stationId, requestId: z.uuid() });

/** Body of `POST /v1/enrolments:refresh`, likewise. */
export const refreshRequest = z.object({ refreshToken: z.string().max(500), requestId: z.uuid() });

export const stationTokens = z.object({
  /** The name IT gave the station. */
  station: z.string(),
  /** What the station shows as `Authorization: Bearer`; from its first use on, what was before is void. */
  accessToken: z.string().min(1),
  /** A duration, since the two clocks may differ. */
  expiresInSeconds: z.int().nonnegative(),
  refreshToken: z.string().min(1),
});
export type StationTokens = z.infer<typeof stationTokens>;

/** Why an enrolment ended. `reuse`: a spent refresh token was shown, so somebody has a copy. */
export const enrolmentEnds = ['revoked', 'replaced', 'reuse'] as const;

/** Answer to `GET /v1/enrolments`. */
export const enrolmentList = z.array(
  z.object({
    station: z.string(),
    stationId: z.string(),
    enrolledAt: z.int(),
    /** When it last got a token. */
    seenAt: z.int(),
    end: z.object({ why: z.enum(enrolmentEnds), at: z.int() }).nullable(),
  }),
);

/** Body of `POST /v1/enrolments:revoke`: a station by its name or its id. */
export const revokeRequest = z.object({ station: stationName, by });
/** How many enrolments ended by it, and how many open codes were taken back. */
export const revokeReply = z.object({ revoked: z.int(), codes: z.int() });

export const enrolmentActs = ['code-made', 'enrolled', ...enrolmentEnds] as const;
/** Answer to `GET /v1/enrolment-events`, the newest first. */
export const enrolmentEvents = z.array(
  z.object({
    at: z.int(),
    act: z.enum(enrolmentActs),
    station: z.string(),
    /** Null for a code: no station has used it yet. */
    stationId: z.string().nullable(),
    /** Who asked for it; null for what a station or the service did. */
    by: z.string().nullable(),
  }),
);
