import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useRef } from 'react';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { profileFor } from '../../actions/chosen-profile.ts';
import { type ActionContext, told } from '../../actions/context.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { profileName } from '../../components/profile-name.ts';
import { useText } from '../../components/text.tsx';
import { planFromPage } from './plan-from-page.ts';

/** Makes what was chosen for this page the way of its profile. Shown only where that would change the profile. */
export function ToProfile({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const isSaving = useRef(false);
  const refusal = useRoleRefusal('profiles.save');
  const profile = profileOf(page, context);
  if (!page.recipe || !profile) return null;
  const { settings } = profile;
  const cleanup = planFromPage(settings.cleanup, page.recipe);
  if (JSON.stringify(cleanup) === JSON.stringify(settings.cleanup)) return null;
  const name = profileName(settings, text);

  async function save(kept: StoredProfile): Promise<void> {
    if (isSaving.current) return;
    isSaving.current = true;
    const changed = { ...kept, settings: { ...kept.settings, cleanup } };
    const result = await context.station.client.run('profiles.save', changed);
    isSaving.current = false;
    if (!told(context, result)) return;
    await context.station.refreshSettings();
    notify(context.workbench, { type: 'done', key: 'cleanup.toProfile.done', params: { name } });
  }

  return (
    <Place>
      <Button variant="outlined" disabled={refusal !== null} onClick={() => void save(profile)}>
        {text('cleanup.toProfile', { name })}
      </Button>
      <span>{text(refusal ?? 'cleanup.toProfile.hint')}</span>
    </Place>
  );
}

/** The profile the page was captured with as it is set now; files came in with the one of Scan. */
function profileOf(page: Page, context: ActionContext): StoredProfile | null {
  const profiles = context.now.settings?.profiles.profiles ?? [];
  const used = context.batch?.captureJobs.get(page.captureJobId)?.profile?.name;
  const profile = profiles.find((one) => one.settings.name === used) ?? profileFor(context, 'stack');
  return profile.id === '' ? null : profile;
}

const Place = styled('div')({
  display: 'grid',
  gap: 4,
  justifyItems: 'start',
  marginTop: 8,
  '& span': { fontSize: 12, color: 'var(--ink2)' },
});
