import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { Action } from '../../actions/action.ts';
import { actionsNow, allActions } from '../../actions/all-actions.ts';
import {
  holderOf,
  type KeyMap,
  keyRefusal,
  keysOf,
  withKey,
  withOwnKeys,
  withoutKeys,
  withSwappedKey,
} from '../../actions/key-map.ts';
import { namesOf, printedKeys } from '../../actions/keys.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';

interface KeyLineProps {
  action: Action;
  changed: KeyMap;
  state: 'recording' | 'resting';
  onRecord: () => void;
  onLeave: () => void;
  onKeep: (keys: KeyMap) => Promise<void>;
}

const none: readonly StoredProfile[] = [];

/** One action with its keys. While recording, the next key pressed is its new one, unless another has it. */
export function KeyLine({ action, changed, state, onRecord, onLeave, onKeep }: KeyLineProps) {
  const text = useText();
  const profiles = useStation((now) => now.settings?.profiles.profiles ?? none);
  const [pressed, setPressed] = useState<string | null>(null);
  const record = useRef<HTMLButtonElement>(null);
  const isRecording = state === 'recording';
  const isChanged = Object.hasOwn(changed, action.id);
  const name = text(action.labelKey, action.labelParams);
  const keys = keysOf(action, changed);
  const refusal = pressed === null || action.keys.includes(pressed) ? null : keyRefusal(pressed);
  const holder = pressed === null ? null : holderOf(pressed, action, actionsNow(profiles), changed);
  // The key of a profile is changed where the profile is.
  const canSwap = refusal === null && holder !== null && allActions.includes(holder);

  function leave(): void {
    setPressed(null);
    onLeave();
    record.current?.focus();
  }

  function keep(next: KeyMap): void {
    leave();
    void onKeep(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!isRecording || event.nativeEvent.isComposing) return;
    // Tab leaves as everywhere; a held Shift is no key yet.
    if (event.key === 'Tab' || heldAlone.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      leave();
      return;
    }
    const key = namesOf(event)[0] ?? event.key;
    if (
      (action.keys.includes(key) || !keyRefusal(key)) &&
      !holderOf(key, action, actionsNow(profiles), changed)
    )
      keep(withKey(changed, action, key));
    else setPressed(key);
  }

  /** In the answer to a conflict Esc gives up the recording too, not the dialog around it. */
  function onAnswerKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  }

  return (
    <Line role="group" aria-label={name} data-recording={isRecording}>
      <Name>
        {name}
        {isChanged && <Chip tone="busy">{text('keys.changed')}</Chip>}
      </Name>
      <Keys>
        {keys.map((key) => (
          <KeyCap key={key} keys={printedKeys(key)} />
        ))}
        {keys.length === 0 && <Quiet>{text('keys.none')}</Quiet>}
      </Keys>
      <Tools>
        <Button
          ref={record}
          size="small"
          variant={isRecording ? 'outlined' : 'text'}
          aria-label={text(isRecording ? 'keys.press' : 'keys.changeOf', { name })}
          onClick={onRecord}
          onKeyDown={onKeyDown}
          onBlur={() => isRecording && pressed === null && onLeave()}
        >
          {text(isRecording ? 'keys.press' : 'keys.change')}
        </Button>
        <Button
          size="small"
          aria-label={text('keys.clearOf', { name })}
          disabled={keys.length === 0}
          onClick={() => keep(withoutKeys(changed, action))}
        >
          {text('keys.clear')}
        </Button>
        <Button
          size="small"
          aria-label={text('keys.resetOf', { name })}
          disabled={!isChanged}
          onClick={() => keep(withOwnKeys(changed, action))}
        >
          {text('keys.reset')}
        </Button>
      </Tools>
      <Answer role="alert">
        {isRecording && pressed !== null && refusal && (
          <span>{text(`keys.refused.${refusal}`, { key: printedKeys(pressed) })}</span>
        )}
        {isRecording && pressed !== null && !refusal && holder && (
          <>
            <span>
              {text(canSwap ? 'keys.held' : 'keys.heldByProfile', {
                key: printedKeys(pressed),
                name: text(holder.labelKey, holder.labelParams),
              })}
            </span>
            {canSwap && (
              <Button
                size="small"
                variant="outlined"
                onKeyDown={onAnswerKeyDown}
                onClick={() => keep(withSwappedKey(changed, action, pressed, holder))}
              >
                {text('keys.swap')}
              </Button>
            )}
            <Button size="small" onKeyDown={onAnswerKeyDown} onClick={leave}>
              {text('keys.cancel')}
            </Button>
          </>
        )}
      </Answer>
    </Line>
  );
}

const heldAlone = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

const Line = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 176px auto',
  gap: '0 12px',
  alignItems: 'center',
  borderBottom: '1px solid var(--line)',
  minHeight: 34,
});
const Name = styled('span')({ display: 'flex', gap: 8, alignItems: 'center' });
const Keys = styled('span')({ display: 'flex', gap: 4 });
/** What cannot be pressed is not there, and its room is: a hundred lines of grey words would hide the black ones. */
const Tools = styled('span')({
  display: 'grid',
  gridTemplateColumns: '132px 64px 64px',
  gap: 4,
  '& .Mui-disabled': { visibility: 'hidden' },
});
const Quiet = styled('span')({ color: 'var(--ink3)', fontSize: 12 });
const Answer = styled('div')({
  gridColumn: '1 / -1',
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  color: 'var(--bad)',
  fontSize: 12,
});
