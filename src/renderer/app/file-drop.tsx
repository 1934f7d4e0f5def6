import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { importFiles } from '../actions/capturing.ts';
import { contextOf, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

/** Files let go anywhere on the window are imported; on the right half, or with Shift held, each whole. */
export function FileDrop() {
  const workbench = useWorkbench();
  const text = useText();
  const [over, setOver] = useState<Grouping | null>(null);

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    function onDragOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(groupingUnder(event));
    }
    function onDragLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setOver(null);
    }
    function onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(null);
      const files = [...(event.dataTransfer?.files ?? [])];
      void importFiles(contextOf(workbench), files, groupingUnder(event), { at: 'tail' });
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [workbench]);

  if (!over) return null;
  return (
    <Cover>
      <Target data-grouping="split" data-over={over === 'split'}>
        <FileDownloadOutlined />
        <b>{text('drop.files.title')}</b>
        <span>{text('drop.files.hint')}</span>
      </Target>
      <Target data-grouping="whole" data-over={over === 'whole'}>
        <PictureAsPdfOutlined />
        <b>{text('action.importWhole')}</b>
        <span>{text('drop.files.whole')}</span>
      </Target>
    </Cover>
  );
}

type Grouping = 'split' | 'whole';

function groupingUnder(event: DragEvent): Grouping {
  const target = event.target instanceof Element ? event.target.closest('[data-grouping]') : null;
  return event.shiftKey || target?.getAttribute('data-grouping') === 'whole' ? 'whole' : 'split';
}

const Cover = styled('div')({
  position: 'fixed',
  inset: 8,
  zIndex: 1500,
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: 8,
  borderRadius: 12,
  background: 'color-mix(in srgb, var(--panel) 94%, transparent)',
});
const Target = styled('div')({
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  textAlign: 'center',
  padding: 24,
  gap: 8,
  borderRadius: 12,
  border: '2px dashed var(--accent)',
  borderColor: 'var(--edge)',
  color: 'var(--ink2)',
  '&[data-over=true]': {
    borderColor: 'var(--accent)',
    background: 'var(--accent-soft)',
    color: 'var(--accent-ink)',
  },
  '& svg': { fontSize: 40 },
  '& b': { fontSize: 16, fontWeight: 500 },
});
