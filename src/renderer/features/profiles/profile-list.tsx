import AddOutlined from '@mui/icons-material/AddOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import DeleteOutlineOutlined from '@mui/icons-material/DeleteOutlineOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type ProfileSet, scanWorks } from '../../../domain/rules/profile.ts';
import { printedKeys } from '../../actions/keys.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { profileName } from '../../components/profile-name.ts';
import { rowButton } from '../../components/row-button.ts';
import { useText } from '../../components/text.tsx';
import { isDefaultFor } from './drafts.ts';
import type { Drafts } from './use-drafts.ts';

interface ProfileListProps {
  drafts: Drafts;
  set: ProfileSet;
  /** The one Scan uses now. */
  inUseId: string;
  onNew: () => void;
  onDuplicate: () => void;
}

/** Every profile with its scanner, its key and what it is the default for; changed ones are marked. */
export function ProfileList({ drafts, set, inUseId, onNew, onDuplicate }: ProfileListProps) {
  const text = useText();
  const { chosen, deleted } = drafts;
  const refusal = useRoleRefusal('profiles.save');
  const mayNot = refusal !== null;
  return (
    <Column>
      <ul aria-label={text('profiles.list')}>
        {drafts.all.map((draft) => {
          const { profile } = draft;
          const isChanged = drafts.dirty.includes(draft);
          const works = scanWorks.filter((work) => isDefaultFor(draft, work, set));
          return (
            <li key={profile.id}>
              <Entry type="button" aria-current={draft === chosen} onClick={() => drafts.choose(profile.id)}>
                <b>{profileName(profile.settings, text).trim() || text('profiles.newName')}</b>
                {isChanged && (
                  <Mark role="img" aria-label={text('profiles.dirty')} title={text('profiles.dirty')} />
                )}
                {profile.key && <KeyCap keys={printedKeys(profile.key)} />}
                <small>{profile.deviceName ?? text('profiles.device.any')}</small>
                {(works.length > 0 || profile.id === inUseId) && (
                  <Chips>
                    {profile.id === inUseId && <Chip tone="busy">{text('profiles.inUse')}</Chip>}
                    {works.map((work) => (
                      <Chip key={work} tone="quiet">
                        {text(`profiles.work.${work}`)}
                      </Chip>
                    ))}
                  </Chips>
                )}
              </Entry>
            </li>
          );
        })}
      </ul>
      <Undo role="status">
        {deleted && (
          <>
            <span>{text('profiles.deleted', { name: profileName(deleted.profile.settings, text) })}</span>
            <Button
              variant="outlined"
              disabled={mayNot || drafts.isSaving}
              onClick={() => void drafts.restore()}
            >
              {text('profiles.restore')}
            </Button>
          </>
        )}
      </Undo>
      <Tools title={refusal ? text(refusal) : undefined}>
        <Button disabled={mayNot} onClick={onNew}>
          <AddOutlined />
          {text('profiles.new')}
        </Button>
        <Button disabled={mayNot || !chosen} onClick={onDuplicate}>
          <ContentCopyOutlined />
          {text('profiles.duplicate')}
        </Button>
        <Button disabled={mayNot || !chosen} onClick={() => chosen && void drafts.remove(chosen)}>
          <DeleteOutlineOutlined />
          {text('profiles.delete')}
        </Button>
      </Tools>
    </Column>
  );
}

const Column = styled('div')({
  display: 'grid',
  gridTemplateRows: 'minmax(0, 1fr) auto auto',
  minHeight: 0,
  borderRight: '1px solid var(--line)',
  '& ul': { listStyle: 'none', margin: 0, padding: 8, overflowY: 'auto' },
});
const Entry = styled('button')({
  ...rowButton,
  gridTemplateColumns: 'minmax(0, 1fr) auto auto',
  gap: '2px 8px',
  alignItems: 'center',
  padding: '8px 10px',
  '&[aria-current=true] [data-tone]': { background: 'var(--panel)' },
  '& b': { fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& small': {
    gridColumn: '1 / -1',
    fontSize: 12,
    color: 'var(--ink2)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});
const Mark = styled('i')({ width: 8, height: 8, borderRadius: '50%', background: 'var(--warn)' });
const Chips = styled('span')({
  gridColumn: '1 / -1',
  display: 'flex',
  flexWrap: 'wrap',
  gap: 4,
  marginTop: 2,
});
const Undo = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 8,
  padding: '4px 12px',
  minHeight: 40,
  fontSize: 12,
  color: 'var(--ink2)',
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& button': { height: 26, flex: 'none' },
});
const Tools = styled('div')({
  display: 'flex',
  gap: 2,
  padding: 8,
  borderTop: '1px solid var(--line)',
  '& .MuiButton-root': { padding: '0 7px', gap: 4 },
});
