import { atEnd } from '../../at-end.ts';
import { newFolder } from '../at-desk.ts';
import { newHotFolder } from './dropped.ts';

/** A folder to be watched in this test, gone when it is over. */
export function hotFolder(): string {
  const { path, remove } = newHotFolder();
  atEnd(remove);
  return path;
}

/** A data folder and a watched one. */
export function folders(): { data: string; hot: string } {
  return { data: newFolder(), hot: hotFolder() };
}
