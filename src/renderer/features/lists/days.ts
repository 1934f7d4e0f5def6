/* Days as a person means them, by the clock of this window. */

/** `2026-11-23` of an instant. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The instant a day of the calendar begins. */
export function startOfDay(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

/** The day so many days after (or before) one, also where a day has 23 or 25 hours. */
export function dayAt(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return dayOf(date.getTime());
}
