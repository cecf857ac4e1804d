// A part of the window that takes dropped files itself, before the window opens them as pictures.
import type { Attachment } from 'svelte/attachments';

interface Taking {
  readonly enabled: () => boolean;
  readonly onover: (over: boolean) => void;
  readonly onfiles: (files: readonly File[]) => void;
}

export function takeFiles({ enabled, onover, onfiles }: Taking): Attachment<HTMLElement> {
  return (element) => {
    const controller = new AbortController();
    const { signal } = controller;
    const carries = (event: DragEvent): boolean => enabled() && (event.dataTransfer?.types.includes('Files') ?? false);
    element.addEventListener(
      'dragover',
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
        onover(true);
      },
      { signal },
    );
    element.addEventListener(
      'dragleave',
      (event) => {
        if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) onover(false);
      },
      { signal },
    );
    element.addEventListener(
      'drop',
      (event) => {
        onover(false);
        if (!carries(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onfiles([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => controller.abort();
  };
}
