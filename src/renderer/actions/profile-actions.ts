import DocumentScannerOutlined from '@mui/icons-material/DocumentScannerOutlined';
import { defaultScanProfile, type StoredProfile } from '../../domain/rules/profile.ts';
import { type Action, action } from './action.ts';
import { whileRunning } from './capture-actions.ts';
import { startWith } from './capturing.ts';

const made = new WeakMap<readonly StoredProfile[], readonly Action[]>();

/** A scan at one key for every profile that has one. Made once for each state of the profiles. */
export function profileActions(profiles: readonly StoredProfile[]): readonly Action[] {
  const known = made.get(profiles);
  if (known) return known;
  const actions = profiles.flatMap((profile) => (profile.key ? [scanWith(profile, profile.key)] : []));
  made.set(profiles, actions);
  return actions;
}

function scanWith(profile: StoredProfile, key: string): Action {
  return action({
    id: `scan.with ${profile.id}`,
    group: 'capture',
    labelKey: profile.settings.name === defaultScanProfile.name ? 'action.scanWithUsual' : 'action.scanWith',
    labelParams: { name: profile.settings.name },
    keys: [key],
    icon: DocumentScannerOutlined,
    worksWhileTyping: true,
    refusal: whileRunning,
    run: (context) => startWith(context, profile, { at: 'tail' }),
  });
}
