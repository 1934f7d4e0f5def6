import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Scene } from './scene.ts';
import { attribute, type XmlElement } from './xml.ts';

/** Draws an image object: the picture fills the unit square of its coordinates. One that cannot be read is told. */
export async function drawImage(scene: Scene, object: XmlElement): Promise<void> {
  const { canvas, pictures, resources } = scene;
  const picture =
    (await pictures.pictureOf(resources.media.get(attribute(object, 'ResourceID')))) ??
    (await pictures.pictureOf(resources.media.get(attribute(object, 'Substitution'))));
  if (!picture) {
    scene.warnings.add('image-skipped');
    return;
  }
  const maskId = attribute(object, 'ImageMask');
  const mask = maskId === '' ? null : await pictures.pictureOf(resources.media.get(maskId));
  if (maskId !== '' && !mask) scene.warnings.add('approximated');
  canvas.imageSmoothingEnabled = true;
  canvas.imageSmoothingQuality = 'high';
  canvas.drawImage(mask ? masked(picture, mask) : picture, 0, 0, 1, 1);
}

/** The picture where the mask is white, nothing where it is black. */
function masked(picture: Canvas, mask: Canvas): Canvas {
  const { width, height } = picture;
  const cut = createCanvas(width, height);
  const canvas = cut.getContext('2d');
  canvas.drawImage(mask, 0, 0, width, height);
  const shape = canvas.getImageData(0, 0, width, height);
  for (let at = 0; at < shape.data.length; at += 4) shape.data[at + 3] = shape.data[at] ?? 0;
  canvas.putImageData(shape, 0, 0);
  canvas.globalCompositeOperation = 'source-in';
  canvas.drawImage(picture, 0, 0);
  return cut;
}
