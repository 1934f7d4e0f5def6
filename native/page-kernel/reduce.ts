export function reduceGray(from: usize, width: i32, height: i32, factor: i32, to: usize): void {}
export function reduceColour(from: usize, width: i32, height: i32, factor: i32, rgb: usize, gray: usize): void {}
