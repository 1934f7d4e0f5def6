// What the page kernel offers to src/imaging/kernel; a file a job. Addresses are plain numbers into the one memory.

export { skylines, unlikeBed } from './bed';
export { packBits } from './bitonal';
export { countRuns, findComponents } from './components';
export { detailColumns, detailRows } from './detail';
export { inkOf } from './ink';
export { setLight } from './light';
export { lumaOf } from './luma';
export { setPaint } from './paint';
export { patterns, whitePrint } from './patterns';
export { halve, profileColumns, profileRows, selectInk, sweep } from './projection';
export { reduceColour, reduceGray } from './reduce';
export { setSource } from './source';
export { tilesOf } from './tiles';
export { turn } from './turn';
export { warp } from './warp';
export { warpLevel } from './warp-level';

/** First byte behind the kernel's own constants: everything from here on is the caller's. */
export const staticEnd: usize = __heap_base;
