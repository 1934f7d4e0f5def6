import { parseLink } from '../../domain/link.ts';
import { tellStation } from '../../shell/browser/link-line.ts';
import { stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';
import { serve } from './serve.ts';

/**
 * `platen open LINK`: the station that runs on the data folder opens the link in its window. Where none runs one is
 * started with it, as whoever followed a link expects.
 */
export async function openLink(
  options: { readonly data: string | null; readonly link: string },
  output: Output,
): Promise<void> {
  const { link, data } = options;
  const { dataFolder } = stationOptions(data === null ? {} : { dataFolder: data });
  const told = await tellStation(dataFolder, link);
  if (told?.ok) return output.line({ type: 'told', link }, `The station opens ${link}`);
  if (told) return output.failure(told.error, { link });
  const parsed = parseLink(link);
  if (!parsed.ok) return output.failure(parsed.error, { link });
  await serve({ data, port: 0, window: 'open', link }, output);
}
