// Small shapes and texts on a canvas, in CSS pixels, as the step-through's picture needs them.
type Context = OffscreenCanvasRenderingContext2D;

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
}

export class Pen {
  readonly #context: Context;
  readonly #font: string;

  constructor(context: Context, font: string) {
    this.#context = context;
    this.#font = font;
    context.textBaseline = 'middle';
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.#context.fillStyle = colour;
    this.#context.fillRect(x, y, width, height);
  }

  box(x: number, y: number, width: number, height: number, colour: string, radius: number): void {
    const context = this.#context;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fill();
  }

  disc(x: number, y: number, radius: number, fill: string | null, outline: string): void {
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, fill ? radius : radius - 0.5, 0, 2 * Math.PI);
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    } else {
      context.strokeStyle = outline;
      context.lineWidth = 1;
      context.stroke();
    }
  }

  /** Returns its width. */
  text(text: string, x: number, y: number, colour: string, style: TextStyle = {}): number {
    const context = this.#context;
    this.#use(style);
    context.fillStyle = colour;
    context.textAlign = style.align ?? 'left';
    context.fillText(text, x, y);
    return context.measureText(text).width;
  }

  wrap(text: string, width: number): string[] {
    this.#use({});
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      const longer = line ? `${line} ${word}` : word;
      if (line && this.#context.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line ? [...lines, line] : lines;
  }

  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.globalAlpha = 0.42;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    for (let at = -height; at < width; at += 7) {
      context.moveTo(x + at, y + height);
      context.lineTo(x + at + height, y);
    }
    context.stroke();
    context.restore();
  }

  brackets(x: number, y: number, width: number, height: number, colour: string): void {
    const context = this.#context;
    const long = Math.min(7, width * 0.3, height * 0.3);
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [cornerX, cornerY, across, down] of [
      [x, y, 1, 1],
      [x + width, y, -1, 1],
      [x, y + height, 1, -1],
      [x + width, y + height, -1, -1],
    ] as const) {
      context.moveTo(cornerX + across * long, cornerY);
      context.lineTo(cornerX, cornerY);
      context.lineTo(cornerX, cornerY + down * long);
    }
    context.stroke();
  }

  /** Two rings, so that one of them shows on any colour. */
  ring(x: number, y: number, width: number, height: number, outer: string, inner: string): void {
    const context = this.#context;
    for (const [grow, colour] of [
      [2.25, inner],
      [0.75, outer],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = 1.5;
      context.beginPath();
      context.roundRect(x - grow, y - grow, width + 2 * grow, height + 2 * grow, 2);
      context.stroke();
    }
  }

  #use({ size = 11, bold = false }: TextStyle): void {
    this.#context.font = `${bold ? '600 ' : ''}${size}px ${this.#font}`;
  }
}
