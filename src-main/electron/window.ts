// The one place that makes a browser window.
import { BrowserWindow, nativeTheme } from 'electron';
import type { WindowState } from '../../src-core/session-file.ts';
import type { WindowFrame } from '../host.ts';
import { distFile } from '../paths.ts';

/** tokens.css: `--surface-chrome` and `--text-primary` of either theme. */
const DARK = { chrome: '#1f1f1f', text: '#dcdcdc' };
const LIGHT = { chrome: '#e9e9e9', text: '#1f1f1f' };
const TITLE_BAR_HEIGHT = 32;

export function windowFrame(platform: string = process.platform): WindowFrame {
  return platform === 'darwin' ? 'traffic-lights' : platform === 'win32' ? 'overlay' : 'own';
}

/** As the last one stood, where that is remembered. */
export function createWindow(state: WindowState | null, platform: string = process.platform): BrowserWindow {
  const colours = nativeTheme.shouldUseDarkColors ? DARK : LIGHT;
  const overlay = { color: colours.chrome, symbolColor: colours.text, height: TITLE_BAR_HEIGHT - 1 };
  const window = new BrowserWindow({
    ...(state ? { x: state.x, y: state.y, width: state.width, height: state.height } : { width: 1440, height: 920 }),
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Kernelcraft',
    backgroundColor: colours.chrome,
    ...(platform === 'darwin' ? { titleBarStyle: 'hidden' as const, trafficLightPosition: { x: 12, y: 10 } } : {}),
    ...(platform === 'win32' ? { titleBarStyle: 'hidden' as const, titleBarOverlay: overlay } : {}),
    ...(platform === 'linux' ? { frame: false } : {}),
    webPreferences: {
      preload: distFile('preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state?.maximised) window.maximize();
    if (state?.fullScreen) window.setFullScreen(true);
    window.show();
  });
  return window;
}

/** The system draws its buttons over the page on Windows and has to follow the theme. */
export function followTheme(window: BrowserWindow, platform: string = process.platform): void {
  if (platform !== 'win32' || window.isDestroyed()) return;
  const colours = nativeTheme.shouldUseDarkColors ? DARK : LIGHT;
  window.setTitleBarOverlay({ color: colours.chrome, symbolColor: colours.text, height: TITLE_BAR_HEIGHT - 1 });
}
