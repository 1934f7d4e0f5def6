/** Puts the whole stack into a virtual scanner's feeder again; `controls` are further ones of its control route. */
export async function loadFeeder(
  scannerUrl: string,
  controls: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const answer = await fetch(new URL('/_ctl', scannerUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...controls, load: true }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`the virtual scanner refused its controls: ${answer.status}`);
}
