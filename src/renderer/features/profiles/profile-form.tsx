import { styled } from '@mui/material/styles';
import type { ProfileSet, ScanPolicy, ScanProfile, StoredProfile } from '../../../domain/rules/profile.ts';
import type { ProfileRefusal } from '../../../domain/rules/profiles.ts';
import { deviceOf } from '../../actions/chosen-profile.ts';
import { RoleGate } from '../../actions/role-gate.tsx';
import { useActionContext, useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { BasicsPart } from './basics-part.tsx';
import { CleanupPart } from './cleanup-part.tsx';
import { DevicePart } from './device-part.tsx';
import { changed, type Draft } from './drafts.ts';
import { FeedPart } from './feed-part.tsx';
import { ImagePart } from './image-part.tsx';
import { OptionsPart } from './options-part.tsx';
import { PaperPart } from './paper-part.tsx';
import { StoragePart } from './storage-part.tsx';
import { useCapabilities } from './use-capabilities.ts';

interface ProfileFormProps {
  draft: Draft;
  set: ProfileSet;
  policy: ScanPolicy;
  refusal: ProfileRefusal | null;
  onChange: (draft: Draft) => void;
}

/** Everything a profile says. What its scanner cannot do stays in its place and says so. */
export function ProfileForm({ draft, set, policy, refusal, onChange }: ProfileFormProps) {
  const context = useActionContext();
  // With every field off, the form itself is what the keyboard scrolls.
  const mayNot = useRoleRefusal('profiles.save') !== null;
  const { profile } = draft;
  const deviceId = deviceOf(context, profile)?.id ?? null;
  const { ability, askAgain } = useCapabilities(deviceId);
  const driver = context.now.scanners.found?.devices.find((one) => one.id === deviceId)?.driver ?? null;
  const { settings } = profile;
  const changeSettings = (part: Partial<ScanProfile>) => onChange(changed(draft, part));
  const changeProfile = (next: StoredProfile) => onChange({ ...draft, profile: next });
  return (
    <Scroll tabIndex={mayNot ? 0 : undefined}>
      <RoleGate command="profiles.save">
        <div>
          <BasicsPart draft={draft} set={set} refusal={refusal} onChange={onChange} />
          <DevicePart
            profile={profile}
            deviceId={deviceId}
            ability={ability}
            onChange={changeProfile}
            onAskAgain={askAgain}
          />
          <PaperPart settings={settings} ability={ability} policy={policy} onChange={changeSettings} />
          <FeedPart settings={settings} ability={ability} onChange={changeSettings} />
          <ImagePart settings={settings} ability={ability} onChange={changeSettings} />
          <CleanupPart settings={settings} onChange={changeSettings} />
          <StoragePart settings={settings} ability={ability} driver={driver} onChange={changeSettings} />
          <OptionsPart settings={settings} ability={ability} onChange={changeSettings} />
        </div>
      </RoleGate>
    </Scroll>
  );
}

const Scroll = styled('div')({ overflowY: 'scroll', padding: '12px 24px', minHeight: 0 });
