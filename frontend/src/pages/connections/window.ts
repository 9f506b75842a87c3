/** Which rows of a view the server is asked to keep this page told of, counted from 0. */
export interface RowWindow {
  offset: number;
  limit: number;
}

/** Windows begin and end at multiples of this, so that pages looking at the same rows ask for the same. */
const BLOCK = 50;
/** Rows fetched on each side of those in view, for the next bit of scrolling. */
const MARGIN = 25;
/** From here on another window is asked for, before its end comes into view. */
const NEAR = 5;

/** The window for the rows from `top` to `bottom`, the latter excluded. */
export function windowAround(top: number, bottom: number): RowWindow {
  const offset = Math.floor(Math.max(0, top - MARGIN) / BLOCK) * BLOCK;
  const end = Math.ceil((bottom + MARGIN) / BLOCK) * BLOCK;
  return { offset, limit: Math.max(2 * BLOCK, end - offset) };
}

/** Whether a window holds these rows of `count`, and a few more on either side. */
export function reaches({ offset, limit }: RowWindow, top: number, bottom: number, count: number): boolean {
  return offset <= Math.max(0, top - NEAR) && offset + limit >= Math.min(count, bottom + NEAR);
}
