import { defaultScanProfile } from '../../domain/rules/profile.ts';
import type { Text } from '../../i18n/text.ts';

/** The name of a profile. The one a station begins with is named by the window, in its language. */
export function profileName(settings: { readonly name: string }, text: Text): string {
  return settings.name === defaultScanProfile.name ? text('profiles.usualName') : settings.name;
}
