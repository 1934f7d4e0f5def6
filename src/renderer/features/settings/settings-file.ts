/** The system's chooser for one file of these endings (`.csv,.json`); null when it is put away. */
export function chooseFile(endings: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = endings;
    input.hidden = true;
    // In the document, so that it cannot be collected while the chooser is open.
    document.body.append(input);
    const choose = (file: File | null) => {
      input.remove();
      resolve(file);
    };
    input.onchange = () => choose(input.files?.[0] ?? null);
    input.oncancel = () => choose(null);
    input.click();
  });
}

/** Hands a text over as a file; where it goes the browser or the system asks. */
export function offerFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; at once would be too early for some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
