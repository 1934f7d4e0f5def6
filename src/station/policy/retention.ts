import { longestRetention, type Retention } from '../../domain/rules/retention.ts';

/** `PLATEN_RETENTION_DAYS` is IT's: a number of days, or `never`; without it the station decides. Throws at any other word. */
export function retentionFrom(
  env: Readonly<Record<string, string | undefined>>,
): { readonly days: Retention } | null {
  const given = env.PLATEN_RETENTION_DAYS;
  if (given === undefined || given === '') return null;
  if (given === 'never') return { days: null };
  if (/^\d{1,4}$/.test(given) && Number(given) <= longestRetention) return { days: Number(given) };
  throw new Error(`PLATEN_RETENTION_DAYS is neither never nor 0 to ${longestRetention} days: ${given}`);
}
