import { pickFiles } from '../components/files.ts';

/** What the station imports today; a file of another kind dropped on the window is refused in words. The hint of the drop names the same. */
export const accepted =
  '.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.gif,.avif';

/** The system's file chooser; an empty list when it is put away. */
export function chooseFiles(): Promise<readonly File[]> {
  return pickFiles(accepted);
}
