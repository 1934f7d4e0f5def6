import type { Scene } from './scene.ts';
import { numberOr } from './values.ts';
import { attribute, child, childrenOf, type XmlElement } from './xml.ts';

type Rgb = readonly [number, number, number];

const black: Rgb = [0, 0, 0];

/** `rgba(...)` of a colour element: gray, RGB or CMYK by its colour space, by value or by place in the palette. */
export function colourOf(scene: Scene, element: XmlElement): string {
  const [red, green, blue] = rgbOf(scene, element);
  const alpha = Math.min(255, Math.max(0, numberOr(attribute(element, 'Alpha'), 255))) / 255;
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

function rgbOf(scene: Scene, element: XmlElement): Rgb {
  const space = scene.resources.colourSpaces.get(attribute(element, 'ColorSpace'));
  const type = attribute(space, 'Type').toUpperCase();
  const bits = numberOr(attribute(space, 'BitsPerComponent'), 8);
  const most = bits > 0 && bits <= 16 ? 2 ** bits - 1 : 255;
  const value = attribute(element, 'Value') || inPalette(space, attribute(element, 'Index'));
  const parts = value
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('#') ? Number.parseInt(part.slice(1), 16) : Number(part)))
    .map((part) => (Number.isFinite(part) ? Math.min(1, Math.max(0, part / most)) : 0));
  const [first = 0, second = 0, third = 0, fourth = 0] = parts;
  // A gray written without its colour space has one part.
  if (type === 'GRAY' || parts.length === 1) return scaled(first, first, first);
  if (type === 'CMYK' || parts.length === 4) {
    return scaled((1 - first) * (1 - fourth), (1 - second) * (1 - fourth), (1 - third) * (1 - fourth));
  }
  return parts.length === 0 ? black : scaled(first, second, third);
}

function inPalette(space: XmlElement | undefined, index: string): string {
  if (index === '') return '';
  return childrenOf(child(space, 'Palette'), 'CV')[numberOr(index, -1)]?.text.trim() ?? '';
}

function scaled(red: number, green: number, blue: number): Rgb {
  return [Math.round(red * 255), Math.round(green * 255), Math.round(blue * 255)];
}
