import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const windowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(800).max(20_000),
  height: z.int().min(600).max(20_000),
  isMaximized: z.boolean(),
});
/** Where the operator left the window, in the screen's own pixels. */
export type WindowState = z.infer<typeof windowState>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Null on the first start, when the file is damaged, or when no display shows that place any more. */
export function readWindowState(path: string, displays: readonly Area[]): WindowState | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
  const state = windowState.safeParse(parse(text));
  if (!state.success) return null;
  return displays.some((display) => showsTitleBar(display, state.data)) ? state.data : null;
}

/** Whole or not at all. */
export function writeWindowState(path: string, state: WindowState): void {
  writeFileSync(`${path}.part`, JSON.stringify(state));
  renameSync(`${path}.part`, path);
}

/** Enough of the window's top edge lies on the display to take hold of it. */
function showsTitleBar(display: Area, state: WindowState): boolean {
  const seen = Math.min(display.x + display.width, state.x + state.width) - Math.max(display.x, state.x);
  return seen >= 100 && state.y >= display.y - 20 && state.y <= display.y + display.height - 40;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
