// The Electron program: locks everything down, then opens windows, or runs the command line and ends.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, ipcMain, nativeTheme, protocol, session as electronSession, type WebContents } from 'electron';
import { distFile, userDataFolder } from '../paths.ts';
import { readPageFiles } from '../page-files.ts';
import { Session } from '../session.ts';
import { startOf } from './command-line.ts';
import { DocumentWindow } from './document-window.ts';
import { installMenu } from './menu.ts';
import { denyNavigation, denyPermissions, isOurPage, registerAppScheme, serveAppFiles } from './security.ts';
import { forkUtility } from './utility-child.ts';
import { followTheme } from './window.ts';
import { WindowMemory } from './window-memory.ts';

const windows = new Set<DocumentWindow>();
/** Files that macOS hands over before the program is ready. */
const earlyFiles: string[] = [];
const session = new Session(userDataFolder());
const memory = new WindowMemory(session);
let quitting = false;

function openWindow(path?: string): DocumentWindow {
  const opened = new DocumentWindow(
    {
      version: app.getVersion(),
      session,
      memory,
      windows: () => [...windows].map(({ window }) => window).filter((window) => !window.isDestroyed()),
      openAnother: () => void openWindow(),
      quit: () => app.quit(),
      takeQuitting: () => {
        const was = quitting;
        quitting = false;
        return was;
      },
      onClosed: (closed) => windows.delete(closed),
    },
    path,
  );
  windows.add(opened);
  return opened;
}

/** One document per window: an empty one takes the file, else it gets its own. */
function openFile(path: string): void {
  const empty = [...windows].find(({ app: held }) => held.attached && held.document === null);
  if (!empty) return void openWindow(path);
  empty.app.offer(path);
  empty.show();
}

function windowOf(contents: WebContents): DocumentWindow | undefined {
  return [...windows].find(({ window }) => !window.isDestroyed() && window.webContents === contents);
}

function listenToPages(): void {
  ipcMain.on('kernelcraft:ready', (event) => {
    if (isOurPage(event)) windowOf(event.sender)?.pageReady();
  });
  ipcMain.on('kernelcraft:drop', (event, dropped: unknown) => {
    if (!isOurPage(event)) return;
    const target = windowOf(event.sender);
    const { path, name, bytes } = (dropped ?? {}) as { path?: unknown; name?: unknown; bytes?: unknown };
    if (typeof path === 'string' && path !== '') target?.app.offer(path);
    else if (typeof name === 'string' && bytes instanceof Uint8Array) target?.app.offerBytes(name, bytes);
  });
}

/** Never on in an unknown state: user files are only ever replaced whole, so ending is safe. */
function endOnBugs(): void {
  const end = (thrown: unknown): void => {
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
    dialog.showErrorBox(
      'Kernelcraft has to close',
      'Something went wrong inside Kernelcraft. Your image files were not changed.',
    );
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

async function startWindows(paths: readonly string[]): Promise<void> {
  if (!app.requestSingleInstanceLock({ paths })) return app.quit();
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const more = (data as { paths?: unknown }).paths;
    const files = Array.isArray(more) ? more.filter((path) => typeof path === 'string') : [];
    if (files.length === 0) openWindow();
    for (const file of files) openFile(file);
  });
  app.on('before-quit', () => (quitting = true));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  serveAppFiles(protocol, readPageFiles(distFile('renderer')));
  denyPermissions(electronSession.defaultSession);
  listenToPages();
  nativeTheme.themeSource = (await session.preferences()).theme;
  await memory.load();
  nativeTheme.on('updated', () => windows.forEach(({ window }) => followTheme(window)));
  installMenu((id) => [...windows].find(({ window }) => window.isFocused())?.app.command(id));
  app.on('activate', () => {
    if (windows.size === 0) openWindow();
  });
  const files = [...paths, ...earlyFiles.splice(0)];
  for (const file of files) openWindow(file);
  // A second start may have had its window made while the preferences were read.
  if (windows.size === 0) openWindow();
}

/** The installed program is its own command line, without any window. */
async function runCommand(args: readonly string[]): Promise<void> {
  app.dock?.hide();
  await app.whenReady();
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort(new DOMException('Interrupted.', 'AbortError')));
  const { runCli } = await import('../cli/cli.ts');
  const exitCode = await runCli(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    signal: interrupt.signal,
    spawnSvgChild: () => forkUtility(distFile('main/svg.js'), 'Kernelcraft SVG'),
  });
  app.exit(exitCode);
}

/** Chromium's own files beside ours; the lock on a single instance is kept per folder. */
function useDataFolder(): void {
  const folder = join(userDataFolder(), 'electron');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
}

app.enableSandbox();
useDataFolder();
registerAppScheme(protocol);
denyNavigation(app);
endOnBugs();
app.on('open-file', (event, path) => {
  event.preventDefault();
  if (app.isReady()) openFile(path);
  else earlyFiles.push(path);
});

const start = startOf(process.argv, app.isPackaged, process.cwd());
// Not awaited: Electron becomes ready only after this module has been evaluated to its end.
void (start.mode === 'command' ? runCommand(start.args) : startWindows(start.paths));
