// One tile of the result: what is not filtered is copied, what is goes to the method of the plan that serves it.
import { highestRead, lowestRead } from './border';
import { resultPixel } from './finish-pixels';
import { copyPixels } from './convert-stored';
import { fourierTile } from './fourier';
import { fourierPrepare } from './fourier-spectrum';
import { denseTile } from './dense';
import { fixedTile } from './fixed';
import { integerTile } from './integer';
import { borderIsOpaque, isOpaque } from './load';
import * as methods from './methods';
import { multirateTile, prepareMultirate } from './multirate';
import { readOutput } from './output';
import { rowsTile } from './rows';
import { runningTile } from './running';
import { shiftTile } from './shift';
import * as slots from './slots';
import { border, job, originX, originY, pointer, reachLeft, reachTop, resultHeight, resultWidth } from './job';
import {
  sourcePixel,
  usePlan,
  whole,
  wholeHeight,
  wholeWidth,
  windowHeight,
  windowWidth,
  windowX,
  windowY,
} from './job';

/** One tile of a preparatory phase of the plan's method. */
export function prepareTile(phase: i32, index: i32): void {
  const method = whole(slots.METHOD);
  if (method == methods.FOURIER) fourierPrepare(phase, index);
  else if (method == methods.MULTIRATE) prepareMultirate(index);
}

export function processTile(index: i32): void {
  const tileByTile = whole(slots.OPACITY) == 2;
  // Tiles are those of the plain plan, whichever plan then serves them.
  if (tileByTile) usePlan(false);
  const columns = whole(slots.TILE_COLUMNS);
  const tileX = whole(slots.TILE_X) + (index % columns) * whole(slots.TILE_WIDTH);
  const tileY = whole(slots.TILE_Y) + (index / columns) * whole(slots.TILE_HEIGHT);
  const x0 = max(0, tileX);
  const y0 = max(0, tileY);
  const x1 = min(tileX + whole(slots.TILE_WIDTH), resultWidth);
  const y1 = min(tileY + whole(slots.TILE_HEIGHT), resultHeight);
  const left = max(x0, whole(slots.FILTER_LEFT));
  const right = min(x1, whole(slots.FILTER_RIGHT));
  const top = max(y0, whole(slots.FILTER_TOP));
  const bottom = min(y1, whole(slots.FILTER_BOTTOM));
  const filters = left < right && top < bottom && whole(slots.COPY) == 0;
  if (filters) {
    if (tileByTile) usePlan(!tileIsOpaque(left, top, right, bottom));
    readOutput();
    filterTile(left, top, right, bottom);
  }
  if (whole(slots.MEASURE) != 0) return;
  for (let y = y0; y < y1; y++) {
    if (!filters || y < top || y >= bottom) {
      copyRun(x0, x1, y);
    } else {
      copyRun(x0, left, y);
      copyRun(right, x1, y);
    }
  }
}

/** One line per method. */
function filterTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const method = whole(slots.METHOD);
  if (method == methods.ROWS) rowsTile(left, top, right, bottom);
  else if (method == methods.FOURIER) fourierTile(left, top, right, bottom);
  else if (method == methods.INTEGER) integerTile(left, top, right, bottom);
  else if (method == methods.DENSE) denseTile(left, top, right, bottom);
  else if (method == methods.FIXED) fixedTile(left, top, right, bottom);
  else if (method == methods.RUNNING) runningTile(left, top, right, bottom);
  else if (method == methods.MULTIRATE) multirateTile(left, top, right, bottom);
  else if (method == methods.SHIFT) shiftTile(left, top, right, bottom);
}

function copyRun(x0: i32, x1: i32, y: i32): void {
  if (x0 < x1) copyPixels(resultPixel(x0, y), sourcePixel(originX + x0, originY + y), x1 - x0);
}

function tileIsOpaque(left: i32, top: i32, right: i32, bottom: i32): bool {
  const x0 = originX + left - reachLeft;
  const x1 = originX + right - 1 + whole(slots.REACH_RIGHT);
  const y0 = originY + top - reachTop;
  const y1 = originY + bottom - 1 + whole(slots.REACH_BOTTOM);
  const outside = x0 < 0 || y0 < 0 || x1 >= wholeWidth || y1 >= wholeHeight;
  if (outside && !borderIsOpaque()) return false;
  return isOpaque(
    lowestRead(border, x0, x1, wholeWidth),
    lowestRead(border, y0, y1, wholeHeight),
    highestRead(border, x0, x1, wholeWidth),
    highestRead(border, y0, y1, wholeHeight),
  );
}

/** Rows of the source that are looked at in one go. */
const SCAN_ROWS = 64;

export function scanCount(): i32 {
  return (windowHeight + SCAN_ROWS - 1) / SCAN_ROWS;
}

/** Looks for α below full scale in some rows of the source; one find is enough. */
export function scanRows(index: i32): void {
  const found = job + slots.TRANSPARENT;
  if (atomic.load<i32>(found) != 0) return;
  const y0 = windowY + index * SCAN_ROWS;
  const y1 = min(y0 + SCAN_ROWS, windowY + windowHeight) - 1;
  if (!isOpaque(windowX, y0, windowX + windowWidth - 1, y1)) atomic.store<i32>(found, 1);
}
