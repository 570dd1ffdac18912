/** The geometry of the recorded level: a line that steps at each movement. Pure. */

export interface LevelPoint {
  /** RFC 3339. */
  at: string;
  /** Canonical decimal. */
  total: string;
}

export interface LevelPicture {
  /** An SVG path in a box of the asked width and height. */
  path: string;
  /** Height of a level, from the top. */
  y: (level: number) => number;
  ticks: readonly number[];
  least: number;
  most: number;
}

/** Lines of the scale: few enough to be read in a glance. */
const TICKS_MAX = 5;
const NICE = [1, 2, 5];

/**
 * Draws `points` (oldest first, at least one) until `nowMs`. A chart may round: it is for the eye,
 * the exact figures stand in the table beside it.
 */
export function levelPicture(
  points: readonly LevelPoint[],
  nowMs: number,
  { width, height }: { width: number; height: number },
): LevelPicture {
  const levels = points.map(({ total }) => Number(total));
  const times = points.map(({ at }) => Date.parse(at));
  const least = Math.min(0, ...levels);
  const most = Math.max(0, ...levels);
  const step = niceStep(most - least);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  const y = (level: number) => height - ((level - low) / (high - low)) * height;
  const from = times[0] ?? nowMs;
  const span = Math.max(nowMs - from, 1);
  const x = (ms: number) => (Math.min(Math.max(ms - from, 0), span) / span) * width;
  const steps = levels.map((level, index) => {
    const at = x(times[index] ?? from);
    return index === 0 ? `M${round(at)} ${round(y(level))}` : `H${round(at)}V${round(y(level))}`;
  });
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => rounded(low + index * step));
  return { path: `${steps.join("")}H${round(width)}`, y, ticks, least, most };
}

function niceStep(range: number): number {
  const rough = Math.max(range, 1e-9) / (TICKS_MAX - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = NICE.find((one) => one * power >= rough * 0.999);
  return (nice ?? 10) * power;
}

const round = (value: number): number => Math.round(value * 10) / 10;
/** Sums of steps such as 0.1 are no 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(12));
