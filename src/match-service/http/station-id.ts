import { z } from 'zod';

/** How a station names itself in a path. */
export const stationId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
