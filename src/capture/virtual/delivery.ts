/**
 * How the virtual scanner hands sides over. `pdf`: a PDF a side; `pdf-stack`: one PDF for all that is left in the stack.
 * `bitonal-as-pdf`, `bitonal-refused`: black and white is stated for JPEG and refused then, as real devices do; the first
 * makes it as PDF.
 */
export const deliveries = ['jpeg', 'pdf', 'pdf-stack', 'bitonal-as-pdf', 'bitonal-refused'] as const;
export type Delivery = (typeof deliveries)[number];

export interface Offer {
  readonly colourModes: readonly string[];
  readonly formats: readonly string[];
}

const bitonal = 'BlackAndWhite1';
const grayAndColour = ['Grayscale8', 'RGB24'];
const allModes = [bitonal, ...grayAndColour];
const jpeg = 'image/jpeg';
const pdf = 'application/pdf';

const offers: Readonly<Record<Delivery, Offer>> = {
  jpeg: { colourModes: grayAndColour, formats: [jpeg] },
  pdf: { colourModes: allModes, formats: [pdf] },
  'pdf-stack': { colourModes: allModes, formats: [pdf] },
  'bitonal-as-pdf': { colourModes: allModes, formats: [jpeg, pdf] },
  'bitonal-refused': { colourModes: allModes, formats: [jpeg] },
};

/** What the scanner states. */
export function offerOf(delivery: Delivery): Offer {
  return offers[delivery];
}

/** What it makes: of what it states all but black and white as JPEG, which JPEG cannot hold. */
export function makes(delivery: Delivery, colourMode: string, format: string): boolean {
  const { colourModes, formats } = offers[delivery];
  const isStated = colourModes.includes(colourMode) && formats.includes(format);
  return isStated && !(colourMode === bitonal && format === jpeg);
}
