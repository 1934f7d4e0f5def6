/** One line of the service's own log, structured; no amounts, names or tokens. */
export type ServiceLog = (
  level: 'info' | 'warn' | 'error',
  event: string,
  detail: Readonly<Record<string, string | number>>,
) => void;
