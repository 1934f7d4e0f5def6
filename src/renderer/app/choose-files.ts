const accepted =
  '.pdf,.ofd,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.heic,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.xml,.zip';

/** The system's file chooser; an empty list when it is put away. */
export function chooseFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accepted;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
