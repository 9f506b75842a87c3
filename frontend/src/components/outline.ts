const INSET = 1;

/** A path through values from left to right, zero at the bottom and the largest at the top; nulls are gaps. */
export function outline(values: readonly (number | null)[], width: number, height: number): string {
  const largest = Math.max(0, ...values.filter((value) => value !== null));
  const step = values.length > 1 ? (width - 2 * INSET) / (values.length - 1) : 0;
  let path = "";
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const share = largest > 0 ? value / largest : 0;
    const x = (INSET + index * step).toFixed(1);
    const y = (height - INSET - share * (height - 2 * INSET)).toFixed(1);
    path += `${drawing ? "L" : "M"}${x} ${y}`;
    drawing = true;
  });
  return path;
}
