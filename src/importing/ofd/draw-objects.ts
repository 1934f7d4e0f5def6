import { applyClips } from './clips.ts';
import { drawImage } from './draw-image.ts';
import { sayings } from './draw-params.ts';
import { drawPath, lineWidthOf } from './draw-path.ts';
import { drawText } from './draw-text.ts';
import { inner, type Scene } from './scene.ts';
import { boxOf, flagOr, matrixOf, numberOr } from './values.ts';
import { attribute, child, type XmlElement } from './xml.ts';

/** Draws the objects of a layer or block in their order. `inherited`: draw parameters it hands on, the nearest first. */
export async function drawObjects(
  scene: Scene,
  block: XmlElement,
  inherited: readonly XmlElement[],
): Promise<void> {
  for (const object of block.children) {
    switch (object.name) {
      case 'PageBlock':
        await drawObjects(inner(scene), object, inherited);
        break;
      case 'TextObject':
      case 'PathObject':
      case 'ImageObject':
      case 'CompositeObject':
      case 'CompositeGraphicUnit':
        await drawObject(scene, object, inherited);
        break;
      default:
    }
  }
}

async function drawObject(scene: Scene, object: XmlElement, inherited: readonly XmlElement[]): Promise<void> {
  scene.budget.spend();
  if (!flagOr(attribute(object, 'Visible'), true)) return;
  const { canvas } = scene;
  const by = sayings(scene, object, inherited);
  const box = boxOf(attribute(object, 'Boundary'));
  canvas.save();
  try {
    canvas.globalAlpha *= Math.min(255, Math.max(0, numberOr(attribute(object, 'Alpha'), 255))) / 255;
    if (box) {
      canvas.translate(box.x, box.y);
      keepWithin(scene, object, by, box.width, box.height);
    }
    const { a, b, c, d, e, f } = matrixOf(attribute(object, 'CTM'));
    canvas.transform(a, b, c, d, e, f);
    applyClips(scene, object);
    await drawKind(scene, object, by);
  } finally {
    canvas.restore();
  }
}

/** Boundaries are stated a little too small more often than they are meant to cut. */
const spareMm = 1;

/**
 * An object shows only within its boundary. Text is not held to that: programs state its boundary too small, and a
 * number cut in half is worse than one that stands out. Everything else has a millimetre, and lines their width, to spare.
 */
function keepWithin(
  { canvas }: Scene,
  object: XmlElement,
  by: readonly XmlElement[],
  width: number,
  height: number,
): void {
  if (object.name === 'TextObject') return;
  const room = object.name === 'PathObject' ? spareMm + lineWidthOf(by) : spareMm;
  canvas.beginPath();
  canvas.rect(-room, -room, width + room * 2, height + room * 2);
  canvas.clip();
}

async function drawKind(scene: Scene, object: XmlElement, by: readonly XmlElement[]): Promise<void> {
  switch (object.name) {
    case 'TextObject':
      await drawText(scene, object, by);
      break;
    case 'PathObject':
      drawPath(scene, object, by);
      break;
    case 'ImageObject':
      await drawImage(scene, object);
      break;
    default:
      await drawComposite(scene, object, by);
  }
}

async function drawComposite(scene: Scene, object: XmlElement, by: readonly XmlElement[]): Promise<void> {
  const content = child(scene.resources.composites.get(attribute(object, 'ResourceID')), 'Content');
  if (content) await drawObjects(inner(scene), content, by.slice(1));
  else scene.warnings.add('part-skipped');
}
