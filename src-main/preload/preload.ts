// Hands two ports to the page and tells main of real drops. It exposes nothing: the page's world gets no API.
import { ipcRenderer, webUtils } from 'electron';

/** The page says that it listens; ports sent before would be lost. */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin || event.data !== 'kernelcraft-ready') return;
  ipcRenderer.send('kernelcraft:ready');
});

ipcRenderer.on('kernelcraft:port', (event, kind: 'control' | 'pixels') => {
  window.postMessage({ kind }, location.origin, [...event.ports]);
});

/** Parts of the page that read dropped files themselves. */
const isTaken = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('[data-takes-files]') !== null;
const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

window.addEventListener('dragover', (event) => {
  if (hasFiles(event)) event.preventDefault();
});

/** Only a drop made by a person carries files of the disk: a page could dispatch the event, but not make it trusted. */
window.addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted || !hasFiles(event) || isTaken(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    const path = webUtils.getPathForFile(file);
    if (path !== '') ipcRenderer.send('kernelcraft:drop', { path });
    else
      void file
        .arrayBuffer()
        .then((buffer) => ipcRenderer.send('kernelcraft:drop', { name: file.name, bytes: new Uint8Array(buffer) }));
  },
  true,
);
