// A pair of shaders of WebGPU (WGSL): a triangle over the whole target, and the sum in each of its pixels.
import { rowsOf } from '../turn.ts';
import { colourOf } from './python.ts';
import { MANY_WEIGHTS, MAPPED, MOST_WEIGHTS, SHADER, wrapped } from './shader.ts';
import { commented, headLines, operationOf, reachOf, real, type CodeTarget, type Operation } from './snippet.ts';

function pixelLines(operation: Operation): string[] {
  const { border, linear } = operation;
  const read = 'textureLoad(picture, vec2i(inside(p.x, extent.x), inside(p.y, extent.y)), 0).rgb';
  const index = wrapped(border, (a, b) => `((${a} % ${b} + ${b}) % ${b})`);
  const [, when, otherwise] = /^n == 1 \? (.*?) : (.*)$/u.exec(index) ?? [];
  return [
    'fn inside(i: i32, n: i32) -> i32 {',
    ...(when === undefined ? [`  return ${index};`] : [`  if (n == 1) { return ${when}; }`, `  return ${otherwise};`]),
    '}',
    ...(linear
      ? [
          'fn decoded(v: vec3f) -> vec3f {',
          '  return select(v / 12.92, pow((v + 0.055) / 1.055, vec3f(2.4)), v > vec3f(0.04045));',
          '}',
          'fn encoded(v: vec3f) -> vec3f {',
          '  let s = abs(v);',
          '  return sign(v) * select(s * 12.92, 1.055 * pow(s, vec3f(1.0 / 2.4)) - 0.055, s > vec3f(0.0031308));',
          '}',
        ]
      : []),
    'fn at(p: vec2i, extent: vec2i) -> vec3f {',
    ...(border === 'constant'
      ? [
          `  if (any(p < vec2i(0)) || any(p >= extent)) { return vec3f(${colourOf(operation).values.map(real).join(', ')}); }`,
        ]
      : []),
    `  return ${linear ? `decoded(${read})` : read};`,
    '}',
  ];
}

export const wgsl: CodeTarget = {
  id: 'wgsl',
  label: 'WGSL (WebGPU)',
  print: (source) => {
    const operation = operationOf(source);
    const { kernel, border, output, amount, linear, channels, divisor, bias } = operation;
    const { top, left, bottom, right } = reachOf(kernel);
    const { rows, columns } = kernel;
    const count = rows * columns;
    const mapped = MAPPED[output];
    const ticked = [0, 1, 2].map((channel) => channels.includes(channel));
    return `${[
      commented('//', headLines(operation, { peer: 'One pass of a shader', ...SHADER })),
      '// The picture is a texture of its stored bytes (rgba8unorm, not rgba8unorm-srgb); draw(3) with these two entry points.',
      ...(border === 'crop' ? [`// The target is ${left + right} columns and ${top + bottom} rows smaller.`] : []),
      ...(count > MOST_WEIGHTS ? [`// ${MANY_WEIGHTS}`] : []),
      '@group(0) @binding(0) var picture: texture_2d<f32>;',
      '',
      `var<private> weights = array<f32, ${count}>(`,
      ...rowsOf(kernel).map((row) => `  ${row.map(real).join(', ')},`),
      ');',
      '@vertex fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {',
      '  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);',
      '}',
      ...pixelLines(operation),
      '@fragment fn filtered(@builtin(position) position: vec4f) -> @location(0) vec4f {',
      '  let extent = vec2i(textureDimensions(picture));',
      `  let here = vec2i(position.xy)${border === 'crop' ? ` + vec2i(${left}, ${top})` : ''};`,
      '  var sum = vec3f(0.0);',
      `  for (var row = 0; row < ${rows}; row++) {`,
      `    for (var column = 0; column < ${columns}; column++) {`,
      `      let p = here + vec2i(column - ${kernel.anchor.column}, row - ${kernel.anchor.row});`,
      `      sum += weights[row * ${columns} + column] * at(p, extent);`,
      '    }',
      '  }',
      `  var v = sum / ${real(divisor)} + ${real(bias)};`,
      ...(mapped === 'v' ? [] : [`  v = ${mapped};`]),
      ...(amount === 1 ? [] : [`  v = mix(at(here, extent), v, ${real(amount)});`]),
      ...(linear ? ['  v = encoded(v);'] : []),
      '  let before = textureLoad(picture, here, 0);',
      ...(ticked.every(Boolean) ? [] : [`  v = select(before.rgb, v, vec3<bool>(${ticked.join(', ')}));`]),
      ...(border === 'keep'
        ? [
            `  if (any(here < vec2i(${left}, ${top})) || any(here >= extent - vec2i(${right}, ${bottom}))) { v = before.rgb; }`,
          ]
        : []),
      '  return vec4f(clamp(v, vec3f(0.0), vec3f(1.0)), before.a);',
      '}',
    ].join('\n')}\n`;
  },
};
