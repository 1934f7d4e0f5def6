/** The system's chooser for files of these endings (`.csv,.json`); an empty list when it is put away. */
export function pickFiles(endings: string): Promise<readonly File[]> {
  return chosen(endings, 'many');
}

/** The same for one file; null when it is put away. */
export async function pickFile(endings: string): Promise<File | null> {
  return (await chosen(endings, 'one'))[0] ?? null;
}

function chosen(endings: string, count: 'one' | 'many'): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = count === 'many';
    input.accept = endings;
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

/** Hands over what an address serves as a file of this name; where it goes the browser or the system asks. */
export function offerDownload(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** The same with bytes or a text that are in hand. */
export function offerFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  offerDownload(url, name);
  // The download has begun by then; at once would be too early for some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
