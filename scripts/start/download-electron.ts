import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * One bounded try at the Electron runtime by the electron package's own installer, which checks what it fetched.
 * Null when it is there, else why not, in one line.
 */
export function downloadElectron(projectFolder: string, limitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(projectFolder, 'node_modules', 'electron', 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    let isLate = false;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 10_000) said += text;
    });
    const limit = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', (cause) => {
      clearTimeout(limit);
      resolve(cause.message);
    });
    child.once('close', (code) => {
      clearTimeout(limit);
      if (code === 0) resolve(null);
      else if (isLate) resolve(`not done within ${limitMs / 1000} s`);
      else resolve(firstLine(said) ?? `the installer ended with status ${code}`);
    });
  });
}

/** The message of the error; the rest is its stack. */
function firstLine(text: string): string | null {
  const line = text.split('\n').find((one) => one.trim() !== '');
  return line
    ? line
        .trim()
        .replace(/^\w*Error: /, '')
        .slice(0, 300)
    : null;
}
