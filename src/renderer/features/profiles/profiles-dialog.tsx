import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { chooseProfile, profileFor } from '../../actions/chosen-profile.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { profileName } from '../../components/profile-name.ts';
import { useText } from '../../components/text.tsx';
import type { StationSettings } from '../../station/station.ts';
import { copyOf, freeName, newProfile, refusalOf } from './drafts.ts';
import { ProfileForm } from './profile-form.tsx';
import { ProfileList } from './profile-list.tsx';
import { UnsavedDialog } from './unsaved-dialog.tsx';
import { useDrafts } from './use-drafts.ts';

/** Scan profiles: on the left which there are, on the right the chosen one. Nothing typed is lost without being asked. */
export function ProfilesDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { station } = useWorkbench();
  const { settings } = useActionContext().now;
  useEffect(() => {
    void station.refreshSettings();
    if (!station.state.get().scanners.found) void station.lookForScanners();
  }, [station]);
  if (settings) return <Profiles settings={settings} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} aria-labelledby="profiles-title">
      <DialogTitle id="profiles-title">{text('profiles.title')}</DialogTitle>
      <Empty title={text('app.connection.lost')} />
    </Dialog>
  );
}

function Profiles({ settings, onClose }: { settings: StationSettings; onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const context = useActionContext();
  const { profiles: set, scanPolicy: policy } = settings;
  const inUseId = profileFor(context, 'stack').id;
  const drafts = useDrafts(set, inUseId);
  const [isAsking, setIsAsking] = useState(false);
  const { chosen } = drafts;
  const isChanged = chosen !== null && drafts.dirty.includes(chosen);
  const refusal = chosen && refusalOf(chosen, set, policy);
  const isNamed = (chosen?.profile.settings.name.trim() ?? '') !== '';
  const isSavable = isChanged && isNamed && refusal === null && !drafts.isSaving;

  const close = () => (drafts.dirty.length > 0 ? setIsAsking(true) : onClose());
  const nth = (name: string, number: number) => text('profiles.nthName', { name, number });
  const taken = drafts.all.map((draft) => draft.profile.settings.name);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (chosen && isSavable) void drafts.save([chosen]);
  }

  return (
    <Dialog
      open
      onClose={close}
      maxWidth={false}
      aria-labelledby="profiles-title"
      onKeyDown={onKeyDown}
      slotProps={{ paper: { sx: { width: 1080, maxWidth: 'calc(100% - 48px)', margin: '24px' } } }}
    >
      <DialogTitle id="profiles-title">{text('profiles.title')}</DialogTitle>
      <Panes>
        <ProfileList
          drafts={drafts}
          set={set}
          inUseId={inUseId}
          onNew={() =>
            drafts.add(newProfile(crypto.randomUUID(), freeName(text('profiles.newName'), taken, nth)))
          }
          onDuplicate={() => {
            if (!chosen) return;
            const name = freeName(
              text('profiles.copyName', { name: profileName(chosen.profile.settings, text) }),
              taken,
              nth,
            );
            drafts.add(copyOf(chosen.profile, crypto.randomUUID(), name));
          }}
        />
        {chosen && (
          <ProfileForm
            key={chosen.profile.id}
            draft={chosen}
            set={set}
            policy={policy}
            refusal={refusal}
            onChange={drafts.change}
          />
        )}
      </Panes>
      <Foot>
        <Said role="status" data-tone={drafts.error || (refusal && isChanged) ? 'bad' : 'quiet'}>
          {drafts.error
            ? wordError(drafts.error, text).what
            : refusal && isChanged
              ? wordError(refusal, text).what
              : isChanged && text('profiles.dirty')}
        </Said>
        {chosen && chosen.profile.id !== inUseId && !isChanged && (
          <Button onClick={() => chooseProfile(contextOf(workbench), chosen.profile.id)}>
            {text('profiles.use')}
          </Button>
        )}
        <Button
          disabled={!isChanged || drafts.isSaving}
          onClick={() => chosen && drafts.discard(chosen.profile.id)}
        >
          {text('profiles.discard')}
        </Button>
        <Button
          variant="contained"
          disabled={!isSavable}
          onClick={() => chosen && void drafts.save([chosen])}
        >
          {text('profiles.save')}
        </Button>
        <Button variant="outlined" onClick={close}>
          {text('app.dialog.close')}
        </Button>
      </Foot>
      {isAsking && (
        <UnsavedDialog
          names={drafts.dirty.map((draft) => profileName(draft.profile.settings, text))}
          onBack={() => setIsAsking(false)}
          onDiscard={onClose}
          onSave={() => {
            setIsAsking(false);
            void drafts.save(drafts.dirty).then((isWhole) => isWhole && onClose());
          }}
        />
      )}
    </Dialog>
  );
}

const Panes = styled('div')({
  display: 'grid',
  gridTemplateColumns: '272px minmax(0, 1fr)',
  height: 'min(800px, calc(100vh - 168px))',
  borderTop: '1px solid var(--line)',
  borderBottom: '1px solid var(--line)',
});
const Foot = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, padding: '12px 24px' });
const Said = styled('span')({
  flex: 1,
  fontSize: 12,
  color: 'var(--warn)',
  '&[data-tone=bad]': { color: 'var(--bad)' },
});
