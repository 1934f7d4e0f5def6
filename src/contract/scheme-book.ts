import { z } from 'zod';
import { schemeBook } from './matching-shapes.ts';

/* The schemes and bill types that are maintained in the service: what crosses between window, station and service. */

/**
 * `by`: whose book it is. `erp`: the ERP keeps one (`PUT /v1/schemes`), and it is only looked at. `revision` counts every
 * change to either, 0 before the first; to be given back with a change. `kept`: who made it so, and when; null where it
 * was no person.
 */
export const schemeBookReply = z.object({
  revision: z.int().nonnegative(),
  by: z.enum(['service', 'erp']),
  kept: z.object({ operator: z.string(), stationId: z.string(), at: z.int() }).nullable(),
  book: schemeBook,
});
export type SchemeBookReply = z.infer<typeof schemeBookReply>;

/** Why a station shows the book it was told last. `NotThere`: the service is of a version that keeps none. */
export const schemeLacks = ['OutOfReach', 'SignInNeeded', 'NotThere'] as const;
export type SchemeLack = (typeof schemeLacks)[number];

/** Why a change was not taken: somebody was faster, the ERP keeps the book, bills have what is left out, or it is wrong. */
export const schemeRefusals = ['Changed', 'ErpKeeps', 'InUse', 'Invalid', 'NotThere'] as const;
export type SchemeRefusal = (typeof schemeRefusals)[number];

/** Body of `PUT /v1/stations/{id}/scheme-book`, with the revision it was made from as `If-Match`. */
export const schemeBookRequest = z.object({
  operator: z.string().trim().min(1).max(100),
  book: schemeBook,
});

/** Answer to `GET /v1/scheme-book/history`: what each revision changed, the latest first. */
export const schemeHistory = z.object({
  revisions: z.array(
    schemeBookReply.omit({ book: true }).extend({
      changed: z.array(
        z.object({
          what: z.enum(['scheme', 'billType']),
          code: z.string(),
          how: z.enum(['added', 'changed', 'retired', 'activated', 'removed']),
        }),
      ),
    }),
  ),
  /** To be given as `before` for those before; null where there are none. */
  next: z.int().nullable(),
});
export type SchemeHistory = z.infer<typeof schemeHistory>;
