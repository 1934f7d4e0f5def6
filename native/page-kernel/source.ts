// The page that is sampled.

export let page: usize = 0;
export let pageWidth: i32 = 0;
export let pageHeight: i32 = 0;
export let pageChannels: i32 = 1;

/** `width` x `height` pixels of 1 or 3 channels at `at`; 64 bytes behind the last must be readable. */
export function setSource(at: usize, width: i32, height: i32, channels: i32): void {
  page = at;
  pageWidth = width;
  pageHeight = height;
  pageChannels = channels;
}
