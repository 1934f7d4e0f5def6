import { Path2D } from '@napi-rs/canvas';
import { pathOf } from './path-data.ts';
import type { Scene } from './scene.ts';
import { boxOf, matrixOf } from './values.ts';
import { attribute, child, childrenOf, textIn, type XmlElement } from './xml.ts';

/** Narrows what is drawn to the clips of an object: within every clip, within any area of it. */
export function applyClips(scene: Scene, object: XmlElement): void {
  for (const clip of childrenOf(child(object, 'Clips'), 'Clip')) {
    const shape = new Path2D();
    let isWhole = true;
    for (const area of childrenOf(clip, 'Area')) {
      const path = child(area, 'Path');
      if (!path) {
        isWhole = false;
        continue;
      }
      const box = boxOf(attribute(path, 'Boundary'));
      const moved = new Path2D();
      moved.addPath(pathOf(textIn(path, 'AbbreviatedData')), matrixOf(attribute(path, 'CTM')));
      const placed = new Path2D();
      placed.addPath(moved, { a: 1, b: 0, c: 0, d: 1, e: box?.x ?? 0, f: box?.y ?? 0 });
      shape.addPath(placed, matrixOf(attribute(area, 'CTM')));
    }
    // Cut out by text: all is shown rather than something left out.
    if (isWhole) scene.canvas.clip(shape);
    else scene.warnings.add('approximated');
  }
}
