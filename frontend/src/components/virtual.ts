/** Browsers draw no element taller than 17 (Firefox) to 33 (Chromium) million pixels: beyond this, one pixel of scroll is several of the list. */
const TALLEST_PX = 15_000_000;
/** Rows kept ready above and below those in view. */
const SPARE = 6;

/** A list of rows of equal height, and the height of what can be seen of it. */
export interface Extent {
  count: number;
  rowPx: number;
  viewPx: number;
}

/** Rows counted from 0, ends excluded, and the empty space that stands for the others. */
export interface Span {
  /** in view, even if only in part */
  top: number;
  bottom: number;
  /** drawn */
  first: number;
  end: number;
  abovePx: number;
  belowPx: number;
}

/** How many pixels of the list one pixel of scroll is. */
export function scaleOf({ count, rowPx, viewPx }: Extent): number {
  const fullPx = count * rowPx;
  return fullPx <= TALLEST_PX ? 1 : (fullPx - viewPx) / (TALLEST_PX - viewPx);
}

/** Which rows a scroll position shows. */
export function spanOf(extent: Extent, scrollPx: number): Span {
  const { count, rowPx, viewPx } = extent;
  const listPx = Math.max(0, Math.min(scrollPx * scaleOf(extent), count * rowPx - viewPx));
  const top = Math.min(count, Math.floor(listPx / rowPx));
  const bottom = Math.min(count, Math.ceil((listPx + viewPx) / rowPx));
  const first = Math.max(0, top - SPARE);
  const end = Math.min(count, bottom + SPARE);
  const heightPx = Math.min(count * rowPx, TALLEST_PX);
  const abovePx = Math.max(0, first * rowPx - listPx + Math.min(scrollPx, Math.max(0, heightPx - viewPx)));
  const belowPx = Math.max(0, heightPx - abovePx - (end - first) * rowPx);
  return { top, bottom, first, end, abovePx, belowPx };
}

/** The scroll position that has a row on top. */
export function scrollPxOf(extent: Extent, row: number): number {
  return (row * extent.rowPx) / scaleOf(extent);
}
