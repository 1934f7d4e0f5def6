/** What the station imports today; a file of another kind dropped on the window is refused in words. The hint of the drop names the same. */
export const accepted =
  '.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.gif,.avif';

/** The system's file chooser; an empty list when it is put away. */
export function chooseFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accepted;
    input.hidden = true;
    // In the document, so that it cannot be collected while the chooser is open.
    document.body.append(input);
    const choose = (files: readonly File[]) => {
      input.remove();
      resolve(files);
    };
    input.onchange = () => choose([...(input.files ?? [])]);
    input.oncancel = () => choose([]);
    input.click();
  });
}
