// The one list of commands: menus, shortcuts, buttons, palette and shortcut sheet are printed from it.
import type { Platform } from './shortcuts.ts';

export const MENUS = ['file', 'edit', 'view', 'kernel', 'stack', 'help'] as const;
export type Menu = (typeof MENUS)[number];

interface CommandShape {
  readonly id: string;
  /** Sentence case, verb first, `…` when more is asked. */
  readonly label: string;
  readonly menu: Menu;
  /** Commands of one menu with different groups have a separator between them. */
  readonly group: number;
  /** `Mod` is Ctrl, on macOS ⌘. The first is the one shown. */
  readonly keys: readonly string[];
  /** In place of `keys` on that platform. */
  readonly keysOn?: Partial<Record<Platform, readonly string[]>>;
  /** Name of a Lucide icon; `transpose` is our own. */
  readonly icon?: string;
  /** Where its keys act: anywhere, or only while the canvas, the kernel grid or the step-through has the focus. */
  readonly scope: 'window' | 'canvas' | 'grid' | 'step';
  /** Disabled without: an open picture, a selected filter, a selected filter with a matrix. */
  readonly needs?: 'document' | 'filter' | 'kernel';
  /** Acts while the key is held. */
  readonly held?: boolean;
  /** The menu's submenu it stands in; commands of one submenu follow each other. */
  readonly submenu?: string;
  /** The label inside the submenu. */
  readonly short?: string;
}

// prettier-ignore
const LIST = [
  { id: 'open', label: 'Open…', menu: 'file', group: 1, keys: ['Mod+O'], icon: 'folder-open', scope: 'window' },
  { id: 'open-settings', label: 'Open kernel or recipe…', menu: 'file', group: 1, keys: ['Mod+Shift+O'], icon: 'import', scope: 'window' },
  { id: 'open-sample', label: 'Open the sample picture', menu: 'file', group: 1, keys: [], icon: 'image', scope: 'window' },
  { id: 'save', label: 'Save', menu: 'file', group: 2, keys: ['Mod+S'], icon: 'save', scope: 'window', needs: 'document' },
  { id: 'save-as', label: 'Save as…', menu: 'file', group: 2, keys: ['Mod+Shift+S'], scope: 'window', needs: 'document' },
  { id: 'export', label: 'Export…', menu: 'file', group: 2, keys: ['Mod+E'], icon: 'image-down', scope: 'window', needs: 'document' },
  { id: 'save-recipe', label: 'Save recipe…', menu: 'file', group: 3, keys: [], icon: 'layers', scope: 'window' },
  { id: 'save-kernel', label: 'Save kernel…', menu: 'file', group: 3, keys: [], icon: 'grid-3x3', scope: 'window', needs: 'filter' },
  { id: 'preferences', label: 'Preferences…', menu: 'file', group: 4, keys: ['Mod+,'], icon: 'settings', scope: 'window' },
  { id: 'close-document', label: 'Close picture', menu: 'file', group: 4, keys: [], scope: 'window', needs: 'document' },
  { id: 'quit', label: 'Quit', menu: 'file', group: 5, keys: ['Mod+Q'], scope: 'window' },

  { id: 'undo', label: 'Undo', menu: 'edit', group: 1, keys: ['Mod+Z'], icon: 'undo-2', scope: 'window' },
  { id: 'redo', label: 'Redo', menu: 'edit', group: 1, keys: ['Mod+Shift+Z', 'Mod+Y'], keysOn: { darwin: ['Mod+Shift+Z'] }, icon: 'redo-2', scope: 'window' },
  { id: 'picture-copy', label: 'Copy picture', menu: 'edit', group: 2, keys: ['Mod+C'], icon: 'copy', scope: 'canvas', needs: 'document' },
  { id: 'picture-paste', label: 'Paste picture', menu: 'edit', group: 2, keys: ['Mod+V'], icon: 'clipboard-paste', scope: 'canvas' },
  { id: 'copy-pixel-values', label: 'Copy pixel values', menu: 'edit', group: 2, keys: ['Shift+C'], icon: 'pipette', scope: 'window', needs: 'document' },
  { id: 'search-presets', label: 'Search presets', menu: 'edit', group: 3, keys: ['/'], icon: 'search', scope: 'window' },

  { id: 'view-after', label: 'Show after', menu: 'view', group: 1, keys: ['1'], icon: 'image', scope: 'window', needs: 'document' },
  { id: 'view-split', label: 'Show split', menu: 'view', group: 1, keys: ['2'], icon: 'square-split-horizontal', scope: 'window', needs: 'document' },
  { id: 'view-side', label: 'Show side by side', menu: 'view', group: 1, keys: ['3'], icon: 'columns-2', scope: 'window', needs: 'document' },
  { id: 'view-difference', label: 'Show difference', menu: 'view', group: 1, keys: ['4'], icon: 'image-minus', scope: 'window', needs: 'document' },
  { id: 'view-original', label: 'Show original while held', menu: 'view', group: 1, keys: ['\\'], scope: 'window', needs: 'document', held: true },
  { id: 'zoom-in', label: 'Zoom in', menu: 'view', group: 2, keys: ['Mod+=', 'Mod+Plus'], icon: 'plus', scope: 'window', needs: 'document' },
  { id: 'zoom-out', label: 'Zoom out', menu: 'view', group: 2, keys: ['Mod+-'], icon: 'minus', scope: 'window', needs: 'document' },
  { id: 'zoom-fit', label: 'Fit', menu: 'view', group: 2, keys: ['Mod+0'], icon: 'maximize', scope: 'window', needs: 'document' },
  { id: 'zoom-actual', label: 'Zoom to 100 %', menu: 'view', group: 2, keys: ['Mod+1'], scope: 'window', needs: 'document' },
  { id: 'tool-pan', label: 'Pan', menu: 'view', group: 3, keys: ['H'], icon: 'hand', scope: 'window', needs: 'document' },
  { id: 'tool-inspect', label: 'Inspect pixel', menu: 'view', group: 3, keys: ['I'], icon: 'pipette', scope: 'window', needs: 'document' },
  { id: 'tool-step', label: 'Step through', menu: 'view', group: 3, keys: ['S'], icon: 'footprints', scope: 'window', needs: 'document' },
  { id: 'step-next', label: 'Next step', menu: 'view', group: 3, keys: ['ArrowRight'], icon: 'chevron-right', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-back', label: 'Back a step', menu: 'view', group: 3, keys: ['ArrowLeft'], icon: 'chevron-left', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-first', label: 'First step', menu: 'view', group: 3, keys: ['Home'], icon: 'skip-back', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-last', label: 'Result', menu: 'view', group: 3, keys: ['End'], icon: 'skip-forward', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-play', label: 'Play the steps', menu: 'view', group: 3, keys: [' '], icon: 'play', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-red', label: 'Step through red', menu: 'view', group: 3, keys: ['R'], scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-green', label: 'Step through green', menu: 'view', group: 3, keys: ['G'], scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-blue', label: 'Step through blue', menu: 'view', group: 3, keys: ['B'], scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-opacity', label: 'Step through opacity', menu: 'view', group: 3, keys: ['A'], scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-copy', label: 'Copy the steps as text', menu: 'view', group: 3, keys: [], icon: 'copy', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-save-png', label: 'Save the steps as PNG…', menu: 'view', group: 3, keys: [], icon: 'image', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'step-save-gif', label: 'Save the steps as GIF…', menu: 'view', group: 3, keys: [], icon: 'film', scope: 'step', needs: 'filter', submenu: 'Steps' },
  { id: 'loupe', label: 'Loupe', menu: 'view', group: 3, keys: ['L'], icon: 'zoom-in', scope: 'window', needs: 'document' },
  { id: 'pixel-grid', label: 'Pixel grid', menu: 'view', group: 3, keys: ['G'], icon: 'grid-2x2', scope: 'window', needs: 'document' },
  { id: 'overlay', label: 'Mark pixels out of range', menu: 'view', group: 3, keys: ['O'], icon: 'triangle-alert', scope: 'window', needs: 'document' },
  { id: 'histogram', label: 'Histogram', menu: 'view', group: 3, keys: ['Shift+H'], icon: 'chart-area', scope: 'window', needs: 'document' },
  { id: 'analysis', label: 'Analysis', menu: 'view', group: 4, keys: ['Mod+I'], icon: 'move-diagonal-2', scope: 'window' },
  { id: 'presets-show', label: 'Show presets', menu: 'view', group: 4, keys: [], icon: 'grid-3x3', scope: 'window' },
  { id: 'panel-left', label: 'Presets panel', menu: 'view', group: 4, keys: ['Mod+B'], icon: 'panel-left', scope: 'window' },
  { id: 'panel-right', label: 'Filters panel', menu: 'view', group: 4, keys: ['Mod+J'], icon: 'panel-right', scope: 'window' },
  { id: 'panels-both', label: 'Both panels', menu: 'view', group: 4, keys: ['Mod+\\'], scope: 'window' },
  { id: 'surround', label: 'Change surround', menu: 'view', group: 5, keys: ['Shift+B'], icon: 'contrast', scope: 'window' },
  { id: 'full-screen', label: 'Full screen', menu: 'view', group: 5, keys: ['F11'], keysOn: { darwin: ['Ctrl+Mod+F'] }, icon: 'expand', scope: 'window' },
  { id: 'region-next', label: 'Go to next region', menu: 'view', group: 6, keys: ['F6'], keysOn: { darwin: ['Ctrl+F6'] }, scope: 'window', submenu: 'Go to region', short: 'Next' },
  { id: 'region-previous', label: 'Go to previous region', menu: 'view', group: 6, keys: ['Shift+F6'], keysOn: { darwin: ['Ctrl+Shift+F6'] }, scope: 'window', submenu: 'Go to region', short: 'Previous' },

  { id: 'new-kernel', label: 'New kernel', menu: 'kernel', group: 1, keys: ['K'], icon: 'plus', scope: 'window' },
  { id: 'edit-as-matrix', label: 'Edit as matrix', menu: 'kernel', group: 1, keys: [], icon: 'table-2', scope: 'window', needs: 'filter' },
  { id: 'kernel-copy', label: 'Copy kernel', menu: 'kernel', group: 2, keys: ['Mod+C'], icon: 'copy', scope: 'grid', needs: 'filter' },
  { id: 'kernel-paste', label: 'Paste kernel', menu: 'kernel', group: 2, keys: ['Mod+V'], icon: 'clipboard-paste', scope: 'grid' },
  { id: 'kernel-copy-csv', label: 'Copy kernel as CSV', menu: 'kernel', group: 2, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as text', short: 'CSV' },
  { id: 'kernel-copy-python', label: 'Copy kernel as Python', menu: 'kernel', group: 2, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as text', short: 'Python' },
  { id: 'kernel-copy-matlab', label: 'Copy kernel as MATLAB', menu: 'kernel', group: 2, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as text', short: 'MATLAB' },
  { id: 'kernel-rotate', label: 'Rotate 90°', menu: 'kernel', group: 3, keys: ['R'], icon: 'rotate-cw', scope: 'grid', needs: 'kernel', submenu: 'Turn and mirror' },
  { id: 'kernel-mirror-horizontally', label: 'Mirror left–right', menu: 'kernel', group: 3, keys: ['X'], icon: 'flip-vertical-2', scope: 'grid', needs: 'kernel', submenu: 'Turn and mirror' },
  { id: 'kernel-mirror-vertically', label: 'Mirror top–bottom', menu: 'kernel', group: 3, keys: ['Y'], icon: 'flip-horizontal-2', scope: 'grid', needs: 'kernel', submenu: 'Turn and mirror' },
  { id: 'kernel-transpose', label: 'Transpose', menu: 'kernel', group: 3, keys: ['T'], icon: 'transpose', scope: 'grid', needs: 'kernel', submenu: 'Turn and mirror' },
  { id: 'kernel-negate', label: 'Negate', menu: 'kernel', group: 3, keys: ['N'], icon: 'diff', scope: 'grid', needs: 'kernel' },
  { id: 'kernel-anchor', label: 'Set anchor here', menu: 'kernel', group: 4, keys: ['A'], icon: 'anchor', scope: 'grid', needs: 'kernel' },
  { id: 'kernel-normalise', label: 'Normalise to sum 1', menu: 'kernel', group: 4, keys: ['U'], icon: 'sigma', scope: 'grid', needs: 'kernel' },
  { id: 'kernel-clear', label: 'Clear', menu: 'kernel', group: 4, keys: [], icon: 'eraser', scope: 'window', needs: 'kernel' },
  { id: 'kernel-paint', label: 'Paint weights', menu: 'kernel', group: 5, keys: [], icon: 'brush', scope: 'window', needs: 'kernel' },
  { id: 'kernel-calculate', label: 'Calculate on cells…', menu: 'kernel', group: 5, keys: [], icon: 'calculator', scope: 'window', needs: 'kernel' },
  { id: 'kernel-symmetry-none', label: 'No symmetry', menu: 'kernel', group: 5, keys: [], icon: 'square-centerline-dashed-horizontal', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'No symmetry' },
  { id: 'kernel-symmetry-left-right', label: 'Edit with mirror symmetry left–right', menu: 'kernel', group: 5, keys: [], icon: 'square-centerline-dashed-horizontal', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'Mirror left–right' },
  { id: 'kernel-symmetry-top-bottom', label: 'Edit with mirror symmetry top–bottom', menu: 'kernel', group: 5, keys: [], icon: 'square-centerline-dashed-vertical', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'Mirror top–bottom' },
  { id: 'kernel-symmetry-both', label: 'Edit with both mirrors', menu: 'kernel', group: 5, keys: [], icon: 'grid-2x2', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'Both mirrors' },
  { id: 'kernel-symmetry-half-turn', label: 'Edit with 2-fold rotation', menu: 'kernel', group: 5, keys: [], icon: 'rotate-cw-square', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: '2-fold rotation' },
  { id: 'kernel-symmetry-quarter-turns', label: 'Edit with 4-fold rotation', menu: 'kernel', group: 5, keys: [], icon: 'rotate-cw-square', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: '4-fold rotation' },
  { id: 'kernel-symmetry-eight-fold', label: 'Edit with 8-fold symmetry', menu: 'kernel', group: 5, keys: [], icon: 'asterisk', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: '8-fold' },
  { id: 'kernel-symmetry-odd-left-right', label: 'Edit with opposite signs left–right', menu: 'kernel', group: 5, keys: [], icon: 'triangles-centerline-dashed-horizontal', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'Opposite left–right' },
  { id: 'kernel-symmetry-odd-top-bottom', label: 'Edit with opposite signs top–bottom', menu: 'kernel', group: 5, keys: [], icon: 'triangles-centerline-dashed-vertical', scope: 'window', needs: 'kernel', submenu: 'Symmetry while editing', short: 'Opposite top–bottom' },
  { id: 'kernel-symmetrise', label: 'Make symmetric', menu: 'kernel', group: 5, keys: [], scope: 'window', needs: 'kernel' },
  { id: 'kernel-zoom-in', label: 'Zoom in on the kernel', menu: 'kernel', group: 5, keys: ['Mod+=', 'Mod+Plus'], icon: 'zoom-in', scope: 'grid', needs: 'kernel', submenu: 'Zoom of the kernel' },
  { id: 'kernel-zoom-out', label: 'Zoom out of the kernel', menu: 'kernel', group: 5, keys: ['Mod+-'], icon: 'zoom-out', scope: 'grid', needs: 'kernel', submenu: 'Zoom of the kernel' },
  { id: 'kernel-zoom-fit', label: 'Fit the kernel', menu: 'kernel', group: 5, keys: ['Mod+0'], icon: 'maximize', scope: 'grid', needs: 'kernel', submenu: 'Zoom of the kernel' },
  { id: 'kernel-alternate', label: 'Set aside as B', menu: 'kernel', group: 5, keys: [], icon: 'layers', scope: 'window', needs: 'kernel' },
  { id: 'kernel-swap', label: 'Swap A and B', menu: 'kernel', group: 5, keys: [], scope: 'window', needs: 'kernel' },
  { id: 'kernel-add', label: 'Add another kernel…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-subtract', label: 'Subtract another kernel…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-convolve', label: 'Convolve with another kernel…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-scale', label: 'Scale all weights…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-sharpen-from', label: 'Sharpen by this blur…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-rotate-by', label: 'Rotate by an angle…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-resample', label: 'Resample to a size…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-invert', label: 'Invert…', menu: 'kernel', group: 6, keys: [], icon: 'calculator', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'kernel-split', label: 'Split into row and column', menu: 'kernel', group: 6, keys: [], icon: 'split', scope: 'window', needs: 'filter', submenu: 'Algebra' },
  { id: 'code-numpy', label: 'Copy as code for NumPy and SciPy', menu: 'kernel', group: 7, keys: [], icon: 'code', scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'NumPy and SciPy' },
  { id: 'code-opencv', label: 'Copy as code for OpenCV', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'OpenCV' },
  { id: 'code-pytorch', label: 'Copy as code for PyTorch', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'PyTorch' },
  { id: 'code-imagemagick', label: 'Copy as code for ImageMagick', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'ImageMagick' },
  { id: 'code-svg', label: 'Copy as code for SVG feConvolveMatrix', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'SVG feConvolveMatrix' },
  { id: 'code-glsl', label: 'Copy as code for GLSL (WebGL 2)', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'GLSL (WebGL 2)' },
  { id: 'code-wgsl', label: 'Copy as code for WGSL (WebGPU)', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'WGSL (WebGPU)' },
  { id: 'code-sharp', label: 'Copy as code for sharp (Node.js)', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'sharp (Node.js)' },
  { id: 'code-matlab', label: 'Copy as code for MATLAB', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Copy as code', short: 'MATLAB' },
  { id: 'export-csv', label: 'Export kernel as CSV…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'CSV…' },
  { id: 'export-tsv', label: 'Export kernel as TSV…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'TSV…' },
  { id: 'export-imagej', label: 'Export kernel as ImageJ text…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'ImageJ text…' },
  { id: 'export-imagemagick', label: 'Export kernel as ImageMagick…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'ImageMagick…' },
  { id: 'export-svg', label: 'Export kernel as SVG…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'SVG…' },
  { id: 'export-libvips', label: 'Export kernel as libvips matrix…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'libvips matrix…' },
  { id: 'export-npy', label: 'Export kernel as NumPy file…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'NumPy file…' },
  { id: 'export-python', label: 'Export kernel as Python…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'Python…' },
  { id: 'export-matlab', label: 'Export kernel as MATLAB…', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Export kernel as', short: 'MATLAB…' },
  { id: 'like-opencv', label: 'Behave like OpenCV filter2D', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'OpenCV filter2D' },
  { id: 'like-scipy-convolve', label: 'Behave like SciPy convolve', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'SciPy convolve' },
  { id: 'like-scipy-correlate', label: 'Behave like SciPy correlate', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'SciPy correlate' },
  { id: 'like-svg', label: 'Behave like SVG feConvolveMatrix', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'SVG feConvolveMatrix' },
  { id: 'like-imagemagick', label: 'Behave like ImageMagick Convolve', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'ImageMagick Convolve' },
  { id: 'like-imagej', label: 'Behave like ImageJ Convolver', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'ImageJ Convolver' },
  { id: 'like-gimp', label: 'Behave like GIMP convolution matrix', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'GIMP convolution matrix' },
  { id: 'like-pytorch', label: 'Behave like PyTorch conv2d, padding same', menu: 'kernel', group: 7, keys: [], scope: 'window', needs: 'filter', submenu: 'Behave like', short: 'PyTorch conv2d, padding same' },
  { id: 'library-add', label: 'Add to library…', menu: 'kernel', group: 9, keys: [], icon: 'bookmark-plus', scope: 'window', needs: 'filter' },
  { id: 'library-show', label: 'Show the library', menu: 'kernel', group: 9, keys: [], icon: 'library', scope: 'window', submenu: 'Library', short: 'Show' },
  { id: 'library-apply', label: 'Apply kept kernel', menu: 'kernel', group: 9, keys: [], scope: 'window', submenu: 'Library', short: 'Apply' },
  { id: 'library-apply-new', label: 'Add kept kernel as a new filter', menu: 'kernel', group: 9, keys: [], scope: 'window', submenu: 'Library', short: 'Add as a new filter' },
  { id: 'library-edit', label: 'Edit kept kernel…', menu: 'kernel', group: 9, keys: [], icon: 'pencil', scope: 'window', submenu: 'Library', short: 'Edit name, tags and notes…' },
  { id: 'library-duplicate', label: 'Duplicate kept kernel', menu: 'kernel', group: 9, keys: [], icon: 'copy', scope: 'window', submenu: 'Library', short: 'Duplicate' },
  { id: 'library-export-kernel', label: 'Export kept kernel…', menu: 'kernel', group: 9, keys: [], icon: 'save', scope: 'window', submenu: 'Library', short: 'Export kernel…' },
  { id: 'library-delete', label: 'Delete kept kernel', menu: 'kernel', group: 9, keys: [], icon: 'trash-2', scope: 'window', submenu: 'Library', short: 'Delete' },
  { id: 'library-import', label: 'Import into library…', menu: 'kernel', group: 9, keys: [], icon: 'import', scope: 'window', submenu: 'Library', short: 'Import files…' },
  { id: 'library-export', label: 'Export library…', menu: 'kernel', group: 9, keys: [], icon: 'layers', scope: 'window', submenu: 'Library', short: 'Export library…' },
  { id: 'library-export-files', label: 'Export library as kernel files…', menu: 'kernel', group: 9, keys: [], icon: 'folder-archive', scope: 'window', submenu: 'Library', short: 'Export as kernel files…' },

  { id: 'filter-add', label: 'Add filter', menu: 'stack', group: 1, keys: ['F'], icon: 'plus', scope: 'window' },
  { id: 'filter-duplicate', label: 'Duplicate filter', menu: 'stack', group: 1, keys: ['Mod+D'], icon: 'copy', scope: 'window', needs: 'filter' },
  { id: 'filter-delete', label: 'Delete filter', menu: 'stack', group: 1, keys: ['Delete'], icon: 'trash-2', scope: 'window', needs: 'filter' },
  { id: 'filter-rename', label: 'Rename filter…', menu: 'stack', group: 2, keys: [], icon: 'pencil', scope: 'window', needs: 'filter' },
  { id: 'filter-reset', label: 'Reset filter', menu: 'stack', group: 2, keys: [], icon: 'rotate-ccw', scope: 'window', needs: 'filter' },
  { id: 'filter-toggle', label: 'Turn filter on or off', menu: 'stack', group: 3, keys: ['E'], icon: 'eye', scope: 'window', needs: 'filter' },
  { id: 'filter-toggle-all', label: 'Turn all filters on or off', menu: 'stack', group: 3, keys: ['Shift+E'], icon: 'eye', scope: 'window' },
  { id: 'filter-up', label: 'Move filter up', menu: 'stack', group: 4, keys: ['Alt+ArrowUp'], icon: 'arrow-up', scope: 'window', needs: 'filter' },
  { id: 'filter-down', label: 'Move filter down', menu: 'stack', group: 4, keys: ['Alt+ArrowDown'], icon: 'arrow-down', scope: 'window', needs: 'filter' },

  { id: 'filter-merge', label: 'Merge with next', menu: 'stack', group: 5, keys: [], icon: 'merge', scope: 'window', needs: 'filter' },
  { id: 'stack-compose', label: 'Compose all into one kernel', menu: 'stack', group: 5, keys: [], icon: 'merge', scope: 'window' },
  { id: 'stack-decompose', label: 'Take composed kernel apart', menu: 'stack', group: 5, keys: [], icon: 'split', scope: 'window', needs: 'filter' },

  { id: 'palette', label: 'Search commands…', menu: 'help', group: 1, keys: ['Mod+K'], icon: 'search', scope: 'window' },
  { id: 'shortcuts', label: 'Keyboard shortcuts', menu: 'help', group: 1, keys: ['?'], icon: 'keyboard', scope: 'window' },
  { id: 'tour', label: 'Tour', menu: 'help', group: 1, keys: [], icon: 'footprints', scope: 'window' },
  { id: 'documentation', label: 'Documentation', menu: 'help', group: 2, keys: [], icon: 'book-open', scope: 'window' },
  { id: 'repository', label: 'Source code', menu: 'help', group: 2, keys: [], icon: 'code', scope: 'window' },
  { id: 'licence', label: 'Licence', menu: 'help', group: 2, keys: [], icon: 'scale', scope: 'window' },
  { id: 'about', label: 'About Kernelcraft', menu: 'help', group: 3, keys: [], icon: 'info', scope: 'window' },
] as const satisfies readonly CommandShape[];

export type CommandId = (typeof LIST)[number]['id'];
export type Submenu = Extract<(typeof LIST)[number], { readonly submenu: string }>['submenu'];

export interface Command extends CommandShape {
  readonly id: CommandId;
  readonly submenu?: Submenu;
}

export const COMMANDS: readonly Command[] = LIST;

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

export function commandById(id: CommandId): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}

export function isCommandId(id: string): id is CommandId {
  return byId.has(id as CommandId);
}

export function keysOf(command: Command, platform: Platform): readonly string[] {
  return command.keysOn?.[platform] ?? command.keys;
}

export { shortcutLabel, type Platform } from './shortcuts.ts';
