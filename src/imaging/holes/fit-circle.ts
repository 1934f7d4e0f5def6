export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Circle through points given as x and y in turn: least squares of the circle's equation (Kåsa 1976). Null where they
 * lie on a line.
 */
export function fitCircle(points: readonly number[]): Circle | null {
  const count = points.length / 2;
  if (count < 3) return null;
  let mx = 0;
  let my = 0;
  for (let i = 0; i < points.length; i += 2) {
    mx += (points[i] as number) / count;
    my += (points[i + 1] as number) / count;
  }
  let [uu, uv, vv, uz, vz] = [0, 0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const u = (points[i] as number) - mx;
    const v = (points[i + 1] as number) - my;
    const z = u * u + v * v;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uz += u * z;
    vz += v * z;
  }
  const bend = uu * vv - uv * uv;
  if (bend < 1e-6 * (uu + vv) ** 2) return null;
  const x = (uz * vv - vz * uv) / (2 * bend);
  const y = (vz * uu - uz * uv) / (2 * bend);
  return { x: x + mx, y: y + my, radius: Math.sqrt(x * x + y * y + (uu + vv) / count) };
}

/** Root of the mean squared distance of points from a circle. */
export function roughness({ x, y, radius }: Circle, points: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) {
    const off = Math.hypot((points[i] as number) - x, (points[i + 1] as number) - y) - radius;
    sum += off * off;
  }
  return Math.sqrt((sum * 2) / points.length);
}
