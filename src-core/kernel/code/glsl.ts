// A fragment shader of WebGL 2 (GLSL ES 3.00).
import { rowsOf } from '../turn.ts';
import { colourOf } from './python.ts';
import { MANY_WEIGHTS, MAPPED, MOST_WEIGHTS, SHADER, wrapped } from './shader.ts';
import { commented, headLines, operationOf, reachOf, real, type CodeTarget, type Operation } from './snippet.ts';

function pixelLines({ border, linear, ...operation }: Operation): string[] {
  const read = 'texelFetch(picture, ivec2(inside(p.x, extent.x), inside(p.y, extent.y)), 0).rgb';
  const colour = colourOf({ border, linear, ...operation })
    .values.map(real)
    .join(', ');
  return [
    'int inside(int i, int n) {',
    `  return ${wrapped(border, (a, b) => `((${a} % ${b} + ${b}) % ${b})`)};`,
    '}',
    ...(linear
      ? [
          'vec3 decoded(vec3 v) {',
          '  return mix(v / 12.92, pow((v + 0.055) / 1.055, vec3(2.4)), greaterThan(v, vec3(0.04045)));',
          '}',
          'vec3 encoded(vec3 v) {',
          '  vec3 s = abs(v);',
          '  return sign(v) * mix(s * 12.92, 1.055 * pow(s, vec3(1.0 / 2.4)) - 0.055, greaterThan(s, vec3(0.0031308)));',
          '}',
        ]
      : []),
    'vec3 at(ivec2 p, ivec2 extent) {',
    ...(border === 'constant'
      ? [`  if (p.x < 0 || p.y < 0 || p.x >= extent.x || p.y >= extent.y) return vec3(${colour});`]
      : []),
    `  return ${linear ? `decoded(${read})` : read};`,
    '}',
  ];
}

export const glsl: CodeTarget = {
  id: 'glsl',
  label: 'GLSL (WebGL 2)',
  print: (source) => {
    const operation = operationOf(source);
    const { kernel, border, output, amount, linear, channels, divisor, bias } = operation;
    const { top, left, bottom, right } = reachOf(kernel);
    const { rows, columns } = kernel;
    const count = rows * columns;
    const weights = rowsOf(kernel).map((row) => `  ${row.map(real).join(', ')}`);
    const mapped = MAPPED[output];
    const ticked = [0, 1, 2].map((channel) => channels.includes(channel));
    return `${[
      '#version 300 es',
      commented('//', headLines(operation, { peer: 'One pass of a shader', ...SHADER })),
      '// The picture is a texture of its stored bytes (RGBA8, not SRGB8), uploaded without a flip: row 0 is its top, and so',
      `// is row 0 of the target${border === 'crop' ? `, which is ${left + right} columns and ${top + bottom} rows smaller` : ''}.`,
      ...(count > MOST_WEIGHTS ? [`// ${MANY_WEIGHTS}`] : []),
      'precision highp float;',
      'precision highp int;',
      'uniform sampler2D picture;',
      'out vec4 colour;',
      '',
      `const float weights[${count}] = float[${count}](`,
      weights.join(',\n'),
      ');',
      ...pixelLines(operation),
      '',
      'void main() {',
      '  ivec2 extent = textureSize(picture, 0);',
      `  ivec2 here = ivec2(gl_FragCoord.xy)${border === 'crop' ? ` + ivec2(${left}, ${top})` : ''};`,
      '  vec3 sum = vec3(0.0);',
      `  for (int row = 0; row < ${rows}; row++) {`,
      `    for (int column = 0; column < ${columns}; column++) {`,
      `      ivec2 p = here + ivec2(column - ${kernel.anchor.column}, row - ${kernel.anchor.row});`,
      `      sum += weights[row * ${columns} + column] * at(p, extent);`,
      '    }',
      '  }',
      `  vec3 v = sum / ${real(divisor)} + ${real(bias)};`,
      `  v = ${mapped};`,
      ...(amount === 1 ? [] : [`  v = mix(at(here, extent), v, ${real(amount)});`]),
      ...(linear ? ['  v = encoded(v);'] : []),
      '  vec4 before = texelFetch(picture, here, 0);',
      ...(ticked.every(Boolean) ? [] : [`  v = mix(before.rgb, v, bvec3(${ticked.join(', ')}));`]),
      ...(border === 'keep'
        ? [
            `  bool kept = here.x < ${left} || here.y < ${top} || here.x >= extent.x - ${right} || here.y >= extent.y - ${bottom};`,
            '  if (kept) v = before.rgb;',
          ]
        : []),
      '  // The target rounds to the nearest of its levels.',
      '  colour = vec4(clamp(v, 0.0, 1.0), before.a);',
      '}',
    ].join('\n')}\n`;
  },
};
