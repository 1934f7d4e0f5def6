/* Days as a person means them, by the clock of this window. */

/** `2026-11-23` of an instant. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The instant a day begins; null for a text that is no day. */
export function startOfDay(day: string): number | null {
  const at = new Date(`${day}T00:00:00`).getTime();
  return Number.isNaN(at) ? null : at;
}

/** The instant the day after begins, also where a day has 23 or 25 hours. */
export function nextDayOf(day: string): number | null {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  const at = date.getTime();
  return Number.isNaN(at) ? null : at;
}
