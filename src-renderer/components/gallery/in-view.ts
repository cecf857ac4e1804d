// Tells elements when they come into view and leave it; one observer watches them all.
import type { Attachment } from 'svelte/attachments';

const listeners = new WeakMap<Element, (visible: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** How far beyond the edges counts as in view, CSS pixels. */
const MARGIN = 80;

export function inView(listener: (visible: boolean) => void): Attachment {
  return (element) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
      },
      { rootMargin: `${MARGIN}px` },
    );
    listeners.set(element, listener);
    observer.observe(element);
    return () => {
      observer?.unobserve(element);
      listeners.delete(element);
    };
  };
}
