import type { Resources } from './resources.ts';
import type { Scene } from './scene.ts';
import { attribute, child, type XmlElement } from './xml.ts';

const relativesLimit = 16;

/**
 * Elements that may say how an object is drawn, the one that counts most first: the object, its `DrawParam` with those
 * it is `Relative` to, then what its layer or composite hands on.
 */
export function sayings(
  scene: Scene,
  object: XmlElement,
  inherited: readonly XmlElement[],
): readonly XmlElement[] {
  return [object, ...drawParamOf(scene.resources, attribute(object, 'DrawParam')), ...inherited];
}

export function drawParamOf(resources: Resources, id: string): readonly XmlElement[] {
  const chain: XmlElement[] = [];
  let next = resources.drawParams.get(id);
  while (next && chain.length < relativesLimit && !chain.includes(next)) {
    chain.push(next);
    next = resources.drawParams.get(attribute(next, 'Relative'));
  }
  return chain;
}

/** The attribute as the first says it that says it at all. */
export function said(by: readonly XmlElement[], name: string): string {
  for (const element of by) {
    const value = attribute(element, name);
    if (value !== '') return value;
  }
  return '';
}

export function saidChild(by: readonly XmlElement[], name: string): XmlElement | undefined {
  for (const element of by) {
    const found = child(element, name);
    if (found) return found;
  }
  return undefined;
}
