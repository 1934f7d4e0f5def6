import type { StationClient } from '../../contract/client.ts';
import type { QueryInput, QueryName } from '../../contract/queries.ts';

/** A question and its input. */
export type Question = { [N in QueryName]: readonly [N, QueryInput<N>] }[QueryName];

/**
 * The same station, asked already what the window is going to ask first: the answers are on their way while the
 * window's own code is still being read. Each answer is given once, to the first who asks the same; whoever asks again
 * asks the station.
 */
export function askAhead(client: StationClient, questions: readonly Question[]): StationClient {
  let hear: ((event: Parameters<Parameters<StationClient['listen']>[0]>[0]) => void) | null = null;
  let tellGap: (() => void) | null = null;
  let hasMissed = false;
  const miss = () => {
    hasMissed = true;
  };
  // Heard from before the first question on, so that nothing can change unheard behind an answer.
  const stop = client.listen(
    (event) => (hear ?? miss)(event),
    () => (tellGap ?? miss)(),
  );
  const answers = new Map(
    questions.map(([name, input]) => [keyOf(name, input), client.ask(name, input)] as const),
  );

  return {
    ...client,
    ask<N extends QueryName>(name: N, input: QueryInput<N>) {
      const key = keyOf(name, input);
      const early = answers.get(key) as ReturnType<typeof client.ask<N>> | undefined;
      answers.delete(key);
      return early ?? client.ask(name, input);
    },
    listen(onEvent, onGap) {
      hear = onEvent;
      tellGap = onGap;
      // Something changed while nobody listened. Told when the listener has asked its questions.
      if (hasMissed) queueMicrotask(onGap);
      return stop;
    },
  };
}

function keyOf<N extends QueryName>(name: N, input: QueryInput<N>): string {
  return JSON.stringify([name, input]);
}
