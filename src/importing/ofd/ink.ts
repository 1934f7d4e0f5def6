import type { CanvasGradient } from '@napi-rs/canvas';
import { colourOf } from './colour.ts';
import type { Scene } from './scene.ts';
import { numberOr, numbersIn, pointOf } from './values.ts';
import { attribute, child, childrenOf, type XmlElement } from './xml.ts';

/** What lines and areas are filled with. */
export type Ink = string | CanvasGradient;

/** Repeats of a shading along its axis: beyond that it is one colour to the eye. */
const repeatsLimit = 200;

/** The ink of a colour element; shadings run in the coordinates of the object. */
export function inkOf(scene: Scene, colour: XmlElement): Ink {
  const axial = child(colour, 'AxialShd');
  const radial = child(colour, 'RadialShd');
  const shading = axial ?? radial;
  if (shading) {
    if (radial && numberOr(attribute(radial, 'Eccentricity'), 0) !== 0) scene.warnings.add('approximated');
    const gradient = axial ? axialInk(scene, axial) : radialInk(scene, shading);
    if (gradient) return gradient;
  }
  const first = firstColour(colour);
  if (first) {
    scene.warnings.add('approximated');
    return colourOf(scene, first);
  }
  return colourOf(scene, colour);
}

/** Of a pattern or a net of triangles, the first colour there is. */
function firstColour(colour: XmlElement): XmlElement | null {
  for (const kind of ['AxialShd', 'RadialShd', 'GouraudShd', 'LaGourandShd', 'LaGouraudShd', 'Pattern']) {
    const found = child(colour, kind);
    if (found) return deepColour(found) ?? colour;
  }
  return null;
}

function deepColour(element: XmlElement): XmlElement | null {
  for (const one of element.children) {
    if (/Color$/.test(one.name) && attribute(one, 'Value') !== '') return one;
    const found = deepColour(one);
    if (found) return found;
  }
  return null;
}

function axialInk(scene: Scene, shading: XmlElement): CanvasGradient | null {
  const start = pointOf(attribute(shading, 'StartPoint'));
  const end = pointOf(attribute(shading, 'EndPoint'));
  if (!start || !end || (start.x === end.x && start.y === end.y)) return null;
  const gradient = scene.canvas.createLinearGradient(start.x, start.y, end.x, end.y);
  fill(scene, gradient, shading, Math.hypot(end.x - start.x, end.y - start.y));
  return gradient;
}

function radialInk(scene: Scene, shading: XmlElement): CanvasGradient | null {
  const start = pointOf(attribute(shading, 'StartPoint'));
  const end = pointOf(attribute(shading, 'EndPoint'));
  const from = Math.max(0, numberOr(attribute(shading, 'StartRadius'), 0));
  const to = Math.max(0, numberOr(attribute(shading, 'EndRadius'), 0));
  if (!start || !end || (from === to && start.x === end.x && start.y === end.y)) return null;
  const gradient = scene.canvas.createRadialGradient(start.x, start.y, from, end.x, end.y, to);
  fill(scene, gradient, shading, Math.max(Math.hypot(end.x - start.x, end.y - start.y), Math.abs(to - from)));
  return gradient;
}

interface Stop {
  readonly at: number;
  readonly colour: string;
}

/** Stops of the segments, over and over where the shading repeats; clear beyond the ends it does not extend over. */
function fill(scene: Scene, gradient: CanvasGradient, shading: XmlElement, length: number): void {
  const once = stopsOf(scene, shading);
  const [first] = once;
  const last = once.at(-1);
  if (!first || !last) return;
  const unit = numberOr(attribute(shading, 'MapUnit'), 0);
  const type = attribute(shading, 'MapType');
  const isRepeated = (type === 'Repeat' || type === 'Reflect') && unit > 0 && unit < length;
  const repeats = isRepeated ? Math.min(repeatsLimit, Math.ceil(length / unit)) : 1;
  const share = isRepeated ? unit / length : 1;
  const extend = numbersIn(attribute(shading, 'Extend'))[0] ?? 0;
  if ((extend & 1) === 0) gradient.addColorStop(0, clear(first.colour));
  for (let turn = 0; turn < repeats; turn++) {
    const isBack = type === 'Reflect' && turn % 2 === 1;
    const stops = isBack ? once.map(({ at, colour }) => ({ at: 1 - at, colour })).reverse() : once;
    for (const { at, colour } of stops) gradient.addColorStop(Math.min(1, (turn + at) * share), colour);
  }
  if ((extend & 2) === 0) gradient.addColorStop(1, clear(last.colour));
}

function stopsOf(scene: Scene, shading: XmlElement): Stop[] {
  const segments = childrenOf(shading, 'Segment').length
    ? childrenOf(shading, 'Segment')
    : childrenOf(shading, 'Segments');
  return segments.flatMap((segment, index) => {
    const colour = child(segment, 'Color');
    const evenly = segments.length === 1 ? 0 : index / (segments.length - 1);
    const at = Math.min(1, Math.max(0, numberOr(attribute(segment, 'Position'), evenly)));
    return colour ? [{ at, colour: colourOf(scene, colour) }] : [];
  });
}

function clear(colour: string): string {
  return colour.replace(/[\d.]+\)$/, '0)');
}
