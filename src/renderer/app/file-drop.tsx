import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { importFiles } from '../actions/capturing.ts';
import { contextOf, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

/** Files let go anywhere on the window are imported. */
export function FileDrop() {
  const workbench = useWorkbench();
  const text = useText();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    function onDragOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    }
    function onDragLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setIsOver(false);
    }
    function onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      void importFiles(contextOf(workbench), [...(event.dataTransfer?.files ?? [])], 'split', { at: 'tail' });
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

  if (!isOver) return null;
  return (
    <Cover>
      <FileDownloadOutlined />
      <b>{text('drop.files.title')}</b>
      <span>{text('drop.files.hint')}</span>
    </Cover>
  );
}

const Cover = styled('div')({
  position: 'fixed',
  inset: 8,
  zIndex: 1500,
  pointerEvents: 'none',
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 8,
  borderRadius: 12,
  border: '2px dashed var(--accent)',
  background: 'color-mix(in srgb, var(--accent-soft) 92%, transparent)',
  color: 'var(--accent-ink)',
  '& svg': { fontSize: 40 },
  '& b': { fontSize: 16, fontWeight: 500 },
});
