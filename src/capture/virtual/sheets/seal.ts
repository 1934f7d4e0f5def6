import { fontFamily } from './fonts.ts';
import type { Pen } from './pen.ts';

const red = 'rgba(206, 32, 41, 0.82)';

/** A company's round seal (公章): name along the rim, a star in the middle. */
export function roundSeal(pen: Pen, company: string, x: number, y: number, radius: number): void {
  pen.save();
  pen.translate(x, y);
  pen.strokeStyle = red;
  pen.fillStyle = red;
  pen.lineWidth = radius * 0.06;
  pen.beginPath();
  pen.arc(0, 0, radius, 0, Math.PI * 2);
  pen.stroke();
  star(pen, radius * 0.3);
  along(pen, company, radius * 0.74, radius * 0.74, radius * 0.27, Math.PI * 1.45);
  pen.restore();
}

/** The oval seal of invoices (发票专用章, 监制章): one line along the rim, one across. */
export function ovalSeal(
  pen: Pen,
  rim: string,
  middle: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  pen.save();
  pen.translate(x, y);
  pen.strokeStyle = red;
  pen.fillStyle = red;
  pen.lineWidth = 0.6;
  pen.beginPath();
  pen.ellipse(0, 0, width / 2, height / 2, 0, 0, Math.PI * 2);
  pen.stroke();
  along(pen, rim, (width / 2) * 0.8, (height / 2) * 0.72, height * 0.135, Math.PI * 1.1);
  pen.textAlign = 'center';
  pen.font = `${height * 0.15}px "${fontFamily('Medium')}"`;
  pen.fillText(middle, 0, height * 0.16, width * 0.72);
  pen.restore();
}

function star(pen: Pen, radius: number): void {
  pen.beginPath();
  for (let point = 0; point < 10; point += 1) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    const length = point % 2 === 0 ? radius : radius * 0.382;
    pen.lineTo(Math.cos(angle) * length, Math.sin(angle) * length);
  }
  pen.closePath();
  pen.fill();
}

/** Characters at equal distances along the upper part of an ellipse, feet to the middle; at most `sweep` radians of it. */
function along(pen: Pen, words: string, radiusX: number, radiusY: number, size: number, sweep: number): void {
  const characters = [...words];
  pen.font = `${size}px "${fontFamily('Medium')}"`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const arc = upperArc(radiusX, radiusY, sweep);
  const whole = arc.at(-1)?.length ?? 0;
  const step = Math.min(size * 1.3, whole / characters.length);
  characters.forEach((character, index) => {
    const wanted = whole / 2 + (index - (characters.length - 1) / 2) * step;
    const { angle } = arc.find(({ length }) => length >= wanted) ?? { angle: -Math.PI / 2 };
    pen.save();
    pen.translate(Math.cos(angle) * radiusX, Math.sin(angle) * radiusY);
    pen.rotate(Math.atan2(Math.sin(angle) / radiusY, Math.cos(angle) / radiusX) + Math.PI / 2);
    pen.fillText(character, 0, 0, step);
    pen.restore();
  });
  pen.textBaseline = 'alphabetic';
}

/** Points of the arc with their distance along it from its left end. */
function upperArc(radiusX: number, radiusY: number, sweep: number): { angle: number; length: number }[] {
  const points: { angle: number; length: number }[] = [];
  const pieces = 400;
  let length = 0;
  for (let piece = 0; piece <= pieces; piece += 1) {
    const angle = -Math.PI / 2 + sweep * (piece / pieces - 0.5);
    if (piece > 0)
      length += (sweep / pieces) * Math.hypot(Math.sin(angle) * radiusX, Math.cos(angle) * radiusY);
    points.push({ angle, length });
  }
  return points;
}
