/** The little of SVG that the icon is drawn with: one rounded square, and strokes with round ends. All lengths in its units. */
export interface Drawing {
  readonly size: number;
  readonly corner: number;
  readonly paper: Colour;
  readonly ink: Colour;
  readonly width: number;
  readonly strokes: readonly Segment[];
}

type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];
type Segment = readonly [from: Point, to: Point];

/** Pure. Reads an icon that is made of a square `rect` and of `path`s of straight lines; anything else is refused. */
export function readDrawing(svg: string): Drawing {
  const rect = elements(svg, "rect")[0] ?? "";
  const paths = elements(svg, "path");
  const [first = ""] = paths;
  return {
    size: number(rect, "width"),
    corner: number(rect, "rx"),
    paper: colour(attribute(rect, "fill")),
    ink: colour(attribute(first, "stroke")),
    width: number(first, "stroke-width"),
    strokes: paths.flatMap((path) => segments(attribute(path, "d"))),
  };
}

const elements = (svg: string, name: string) => svg.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];

function attribute(element: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1];
  if (value === undefined) throw new Error(`The icon's ${element || "drawing"} has no ${name}.`);
  return value;
}

const number = (element: string, name: string) => Number(attribute(element, name));

function colour(text: string): Colour {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (digits === undefined) throw new Error(`The icon's colour ${text} is none that is known here.`);
  const long = digits.length === 3 ? digits.replaceAll(/./g, "$&$&") : digits;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

/** "M8 11h16m1 1 2 2": absolute and relative moves, and straight lines. */
function segments(path: string): Segment[] {
  const found: Segment[] = [];
  let at: Point = [0, 0];
  for (const [, letter = "", rest = ""] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    const isMove = letter.toLowerCase() === "m";
    for (const [index, point] of points(letter, numbers, at).entries()) {
      // Pairs behind the first of a move are lines.
      if (!isMove || index > 0) found.push([at, point]);
      at = point;
    }
  }
  return found;
}

function points(letter: string, numbers: readonly number[], from: Point): Point[] {
  const relative = letter === letter.toLowerCase();
  const kind = letter.toLowerCase();
  if (!["m", "l", "h", "v"].includes(kind))
    throw new Error(`The icon's path uses ${letter}, which is not drawn here.`);
  const pairs: (readonly [number | undefined, number | undefined])[] = [];
  if (kind === "h") pairs.push(...numbers.map((x) => [x, undefined] as const));
  else if (kind === "v") pairs.push(...numbers.map((y) => [undefined, y] as const));
  else
    for (let each = 0; each + 1 < numbers.length; each += 2) pairs.push([numbers[each], numbers[each + 1]]);
  let [x, y] = from;
  return pairs.map(([nextX, nextY]) => {
    if (nextX !== undefined) x = relative ? x + nextX : nextX;
    if (nextY !== undefined) y = relative ? y + nextY : nextY;
    return [x, y];
  });
}

export interface Look {
  /** Empty space around it, as a part of the whole. */
  readonly margin?: number;
  /** Strokes so many times as large, seen from the middle: small pictures need it. */
  readonly zoom?: number;
  /** Black where the square is, nothing where its strokes are: macOS colours it by itself. */
  readonly template?: boolean;
}

/** Pure. Four bytes a pixel: red, green, blue, alpha. Edges are as soft as the part of a pixel that they cover. */
export function paint(drawing: Drawing, pixels: number, look: Look = {}): Buffer {
  const { margin = 0, zoom = 1, template = false } = look;
  const middle = drawing.size / 2;
  const scale = (pixels * (1 - 2 * margin)) / drawing.size;
  const picture = Buffer.alloc(pixels * pixels * 4);
  const coverage = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance * scale));
  for (let row = 0; row < pixels; row++) {
    const y = (row + 0.5 - pixels * margin) / scale;
    for (let column = 0; column < pixels; column++) {
      const x = (column + 0.5 - pixels * margin) / scale;
      const paper = coverage(fromSquare(x, y, drawing));
      if (paper === 0) continue;
      const [nearX, nearY] = [middle + (x - middle) / zoom, middle + (y - middle) / zoom];
      const ink = coverage((fromStrokes(nearX, nearY, drawing.strokes) - drawing.width / 2) * zoom);
      const place = (row * pixels + column) * 4;
      if (!template) picture.set(mixed(drawing, ink), place);
      picture[place + 3] = Math.round(paper * (template ? 1 - ink : 1) * 255);
    }
  }
  return picture;
}

function mixed({ paper, ink }: Drawing, part: number): Colour {
  if (part === 0) return paper;
  const mix = (channel: 0 | 1 | 2) => Math.round(paper[channel] + (ink[channel] - paper[channel]) * part);
  return [mix(0), mix(1), mix(2)];
}

/** Negative inside of the rounded square. */
function fromSquare(x: number, y: number, { size, corner }: Drawing): number {
  const half = size / 2;
  const dx = Math.abs(x - half) - half + corner;
  const dy = Math.abs(y - half) - half + corner;
  return length(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
}

/** From the middle of the nearest stroke. */
function fromStrokes(x: number, y: number, strokes: readonly Segment[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const stroke of strokes) nearest = Math.min(nearest, fromSegment(x, y, stroke));
  return nearest;
}

function fromSegment(x: number, y: number, [from, to]: Segment): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / square;
  const along = Math.min(1, Math.max(0, part));
  return length(x - from[0] - along * dx, y - from[1] - along * dy);
}

/** Many times as fast as Math.hypot, which minds numbers that no picture has. */
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);
