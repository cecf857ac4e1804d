// Lucide's drawings for the icon names of the command list. Single imports, so that only these are bundled.
import Anchor from '@lucide/svelte/icons/anchor';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import Asterisk from '@lucide/svelte/icons/asterisk';
import BookOpen from '@lucide/svelte/icons/book-open';
import Brush from '@lucide/svelte/icons/brush';
import Calculator from '@lucide/svelte/icons/calculator';
import ChartArea from '@lucide/svelte/icons/chart-area';
import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Code from '@lucide/svelte/icons/code';
import ChevronLeft from '@lucide/svelte/icons/chevron-left';
import ChevronRight from '@lucide/svelte/icons/chevron-right';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Contrast from '@lucide/svelte/icons/contrast';
import Copy from '@lucide/svelte/icons/copy';
import Diff from '@lucide/svelte/icons/diff';
import Eraser from '@lucide/svelte/icons/eraser';
import Expand from '@lucide/svelte/icons/expand';
import Eye from '@lucide/svelte/icons/eye';
import Film from '@lucide/svelte/icons/film';
import FlipHorizontal2 from '@lucide/svelte/icons/flip-horizontal-2';
import FlipVertical2 from '@lucide/svelte/icons/flip-vertical-2';
import FolderArchive from '@lucide/svelte/icons/folder-archive';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Footprints from '@lucide/svelte/icons/footprints';
import Grid2x2 from '@lucide/svelte/icons/grid-2x2';
import Grid3x3 from '@lucide/svelte/icons/grid-3x3';
import Hand from '@lucide/svelte/icons/hand';
import ImageDown from '@lucide/svelte/icons/image-down';
import ImageMinus from '@lucide/svelte/icons/image-minus';
import Image from '@lucide/svelte/icons/image';
import Import from '@lucide/svelte/icons/import';
import Info from '@lucide/svelte/icons/info';
import Keyboard from '@lucide/svelte/icons/keyboard';
import LibraryIcon from '@lucide/svelte/icons/library';
import Layers from '@lucide/svelte/icons/layers';
import Maximize from '@lucide/svelte/icons/maximize';
import Merge from '@lucide/svelte/icons/merge';
import Minus from '@lucide/svelte/icons/minus';
import MoveDiagonal2 from '@lucide/svelte/icons/move-diagonal-2';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Pencil from '@lucide/svelte/icons/pencil';
import Pipette from '@lucide/svelte/icons/pipette';
import Play from '@lucide/svelte/icons/play';
import Plus from '@lucide/svelte/icons/plus';
import Redo2 from '@lucide/svelte/icons/redo-2';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import RotateCwSquare from '@lucide/svelte/icons/rotate-cw-square';
import Save from '@lucide/svelte/icons/save';
import Scale from '@lucide/svelte/icons/scale';
import Search from '@lucide/svelte/icons/search';
import Settings from '@lucide/svelte/icons/settings';
import Sigma from '@lucide/svelte/icons/sigma';
import Split from '@lucide/svelte/icons/split';
import SkipBack from '@lucide/svelte/icons/skip-back';
import SkipForward from '@lucide/svelte/icons/skip-forward';
import SquareCenterlineDashedHorizontal from '@lucide/svelte/icons/square-centerline-dashed-horizontal';
import SquareCenterlineDashedVertical from '@lucide/svelte/icons/square-centerline-dashed-vertical';
import SquareSplitHorizontal from '@lucide/svelte/icons/square-split-horizontal';
import Table2 from '@lucide/svelte/icons/table-2';
import Trash2 from '@lucide/svelte/icons/trash-2';
import TrianglesCenterlineDashedHorizontal from '@lucide/svelte/icons/triangles-centerline-dashed-horizontal';
import TrianglesCenterlineDashedVertical from '@lucide/svelte/icons/triangles-centerline-dashed-vertical';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo2 from '@lucide/svelte/icons/undo-2';
import ZoomIn from '@lucide/svelte/icons/zoom-in';
import ZoomOut from '@lucide/svelte/icons/zoom-out';
import { commandById, type CommandId } from '../../../src-core/commands.ts';
import type { IconComponent } from '../controls/icon.ts';
import TransposeIcon from '../controls/TransposeIcon.svelte';

const DRAWINGS: Readonly<Record<string, IconComponent>> = {
  anchor: Anchor,
  'arrow-down': ArrowDown,
  'arrow-up': ArrowUp,
  asterisk: Asterisk,
  'book-open': BookOpen,
  calculator: Calculator,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  brush: Brush,
  'chart-area': ChartArea,
  'bookmark-plus': BookmarkPlus,
  'clipboard-paste': ClipboardPaste,
  code: Code,
  'columns-2': Columns2,
  contrast: Contrast,
  copy: Copy,
  diff: Diff,
  eraser: Eraser,
  expand: Expand,
  eye: Eye,
  film: Film,
  'flip-horizontal-2': FlipHorizontal2,
  'flip-vertical-2': FlipVertical2,
  'folder-archive': FolderArchive,
  'folder-open': FolderOpen,
  footprints: Footprints,
  'grid-2x2': Grid2x2,
  'grid-3x3': Grid3x3,
  hand: Hand,
  'image-down': ImageDown,
  'image-minus': ImageMinus,
  image: Image,
  import: Import,
  info: Info,
  keyboard: Keyboard,
  layers: Layers,
  library: LibraryIcon,
  maximize: Maximize,
  merge: Merge,
  minus: Minus,
  'move-diagonal-2': MoveDiagonal2,
  'panel-left': PanelLeft,
  'panel-right': PanelRight,
  pencil: Pencil,
  pipette: Pipette,
  play: Play,
  plus: Plus,
  'redo-2': Redo2,
  'rotate-ccw': RotateCcw,
  'rotate-cw': RotateCw,
  'rotate-cw-square': RotateCwSquare,
  save: Save,
  scale: Scale,
  search: Search,
  settings: Settings,
  sigma: Sigma,
  split: Split,
  'skip-back': SkipBack,
  'skip-forward': SkipForward,
  'square-centerline-dashed-horizontal': SquareCenterlineDashedHorizontal,
  'square-centerline-dashed-vertical': SquareCenterlineDashedVertical,
  'square-split-horizontal': SquareSplitHorizontal,
  'table-2': Table2,
  transpose: TransposeIcon,
  'trash-2': Trash2,
  'triangles-centerline-dashed-horizontal': TrianglesCenterlineDashedHorizontal,
  'triangles-centerline-dashed-vertical': TrianglesCenterlineDashedVertical,
  'triangle-alert': TriangleAlert,
  'undo-2': Undo2,
  'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
};

/** undefined for commands whose name says enough. */
export function commandIcon(id: CommandId): IconComponent | undefined {
  const { icon } = commandById(id);
  return icon === undefined ? undefined : DRAWINGS[icon];
}
