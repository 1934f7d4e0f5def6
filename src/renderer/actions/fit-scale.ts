import { createStore } from '../station/store.ts';

/**
 * The scale at which the whole page is seen now, told by the viewer, so that a step of zoom starts from what is seen.
 * Apart from the state of the window: another page's scale is nothing the rest of it would be drawn again for.
 */
export const fitScale = createStore({ now: 1 });
