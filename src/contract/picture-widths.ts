/**
 * Widths, pixels, at which the station gives out a page smaller than it is: `?width=`. A few, so that what was fetched
 * once serves again; a window takes the first that is no smaller than what it shows.
 */
export const pictureWidths = [480, 720, 1080, 1620] as const;
