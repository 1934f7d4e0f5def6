// What the page kernel offers to src/imaging/kernel; a file a job. Addresses are plain numbers into the one memory.
export { reduceGray, reduceColour } from './reduce';
