import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { documentsOf } from './document.ts';
import { drawObjects } from './draw-objects.ts';
import { drawParamOf } from './draw-params.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import { openPackage } from './package.ts';
import { type PageContent, pageContentOf } from './page-content.ts';
import { decodePicture } from './pictures.ts';
import { inner, type Scene } from './scene.ts';
import type { Stamp } from './stamps.ts';
import { boxOf } from './values.ts';
import { attribute } from './xml.ts';

/** Everything of a page but what lies in its document: the counts and warnings of the whole drawing, and how deep it is. */
export type Drawing = Pick<Scene, 'canvas' | 'warnings' | 'budget' | 'depth'>;

/** Draws a page with its annotations and stamps; the canvas stands in millimetres from the page's corner. */
export async function drawPage(drawing: Drawing, open: OpenDocument, page: PageContent): Promise<void> {
  const { faces, pictures } = open;
  const scene: Scene = { ...drawing, faces, pictures, resources: page.resources };
  const { canvas } = scene;
  canvas.save();
  try {
    canvas.translate(-page.box.x, -page.box.y);
    for (const layer of page.layers) {
      await drawObjects(scene, layer, drawParamOf(page.resources, attribute(layer, 'DrawParam')));
    }
    for (const appearance of open.appearances.byPage.get(page.id) ?? []) {
      const box = boxOf(attribute(appearance, 'Boundary'));
      canvas.save();
      if (box) canvas.translate(box.x, box.y);
      await drawObjects(inner(scene), appearance, []);
      canvas.restore();
    }
    if (open.appearances.lost.has(page.id) || page.isPartLost) scene.warnings.add('part-skipped');
    for (const stamp of open.stamps.all) {
      if (stamp.pageId === page.id) await drawStamp(inner(scene), stamp);
    }
    if (open.stamps.isSomeLost && page.isFirst) scene.warnings.add('seal-skipped');
  } finally {
    canvas.restore();
  }
}

/** The seal multiplied onto the page, as ink would be; its signature is not verified, so nothing is said of it. */
async function drawStamp(scene: Scene, { box, clip, picture }: Stamp): Promise<void> {
  const { canvas } = scene;
  const seal = picture?.kind === 'ofd' ? await drawSeal(scene, picture.bytes, box) : null;
  const image = seal ?? (picture ? await decodePicture(picture.bytes) : null);
  if (!image) {
    scene.warnings.add('seal-skipped');
    return;
  }
  canvas.save();
  if (clip) {
    canvas.beginPath();
    canvas.rect(box.x + clip.x, box.y + clip.y, clip.width, clip.height);
    canvas.clip();
  }
  canvas.globalCompositeOperation = 'multiply';
  canvas.imageSmoothingQuality = 'high';
  canvas.drawImage(image, box.x, box.y, box.width, box.height);
  canvas.restore();
}

/** The first page of a seal that is an OFD, at the size it is shown in, on nothing. */
async function drawSeal(
  scene: Scene,
  bytes: Buffer,
  shown: { readonly width: number; readonly height: number },
): Promise<Canvas | null> {
  const opened = await openPackage(Buffer.from(bytes));
  if (!opened.ok) return null;
  const ofd = opened.value;
  try {
    const documents = await documentsOf(ofd);
    const document = documents.ok ? documents.value[0] : undefined;
    if (!document?.ok) return null;
    const open = await openDocument(ofd, document.value);
    const page = await pageContentOf(open, 0);
    if (!page.ok) return null;
    const { a, d } = scene.canvas.getTransform();
    const { box } = page.value;
    const paper = createCanvas(pixels(shown.width * a), pixels(shown.height * d));
    const canvas: SKRSContext2D = paper.getContext('2d');
    canvas.scale(paper.width / box.width, paper.height / box.height);
    await drawPage({ ...scene, canvas }, open, page.value);
    return paper;
  } finally {
    ofd.close();
  }
}

const sealSideLimit = 4_000;

function pixels(side: number): number {
  return Math.min(sealSideLimit, Math.max(1, Math.round(Math.abs(side))));
}
