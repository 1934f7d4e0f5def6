import { vi } from 'vitest';
import type { StationError } from '../../src/contract/errors.ts';
import { err } from '../../src/domain/result.ts';
import type { Shown } from './render.tsx';

/** Holds back every answer of the station until it is let go; `refuses`: it is no. */
export function holdAnswers({ fixture }: Shown, refuses: StationError | null = null): () => void {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const run = fixture.run.bind(fixture) as typeof fixture.run;
  vi.spyOn(fixture, 'run').mockImplementation(async (name, input) => {
    await gate;
    return refuses ? (err(refuses) as never) : run(name, input);
  });
  return letGo;
}
