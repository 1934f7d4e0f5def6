/**
 * Adds `weight` at a point of a profile, spread over three bins by a quadratic B-spline: nearest or linear binning rings
 * where rows of pixels and bins fall in step and so favours exactly 0.
 */
// @ts-expect-error: decorator
@inline
export function spread(profile: usize, at: f32, weight: f32): void {
  const bin = Mathf.floor(at + 0.5);
  const off = at - bin;
  const to = profile + (<usize>(<i32>bin) << 2);
  const low: f32 = 0.5 - off;
  const high: f32 = 0.5 + off;
  store<f32>(to - 4, load<f32>(to - 4) + weight * 0.5 * low * low);
  store<f32>(to, load<f32>(to) + weight * (0.75 - off * off));
  store<f32>(to + 4, load<f32>(to + 4) + weight * 0.5 * high * high);
}
