// XMP packets: finding and taking out the place. The packet stays text; nothing else in it changes.

/** Properties that tell a place: EXIF's GPS tags, and the places of IPTC and Photoshop. */
const PLACE = String.raw`(?:exif:GPS\w+|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location(?:Shown|Created)|photoshop:(?:City|State|Country))`;
const ATTRIBUTE = new RegExp(String.raw`\s${PLACE}\s*=\s*(?:"[^"]*"|'[^']*')`, 'g');
const ELEMENT = new RegExp(String.raw`<(${PLACE})(?:\s[^>]*)?(?:/>|>[\s\S]*?</\1\s*>)`, 'g');

function withoutPlace(text: string): string {
  return text.replace(ATTRIBUTE, '').replace(ELEMENT, '');
}

export function xmpHasLocation(xmp: Uint8Array): boolean {
  const text = Buffer.from(xmp).toString('utf8');
  return withoutPlace(text) !== text;
}

/** The packet without its place; the same bytes when it tells none. */
export function privateXmp(xmp: Uint8Array): Uint8Array {
  return xmpHasLocation(xmp) ? Buffer.from(withoutPlace(Buffer.from(xmp).toString('utf8')), 'utf8') : xmp;
}

/** tiff:Orientation set to 1, because the pixels are already upright; the same bytes when it is absent. */
export function uprightXmp(xmp: Uint8Array): Uint8Array {
  const text = Buffer.from(xmp).toString('latin1');
  const upright = text
    .replace(/(?<=\stiff:Orientation\s*=\s*["'])[2-8](?=["'])/g, '1')
    .replace(/(?<=<tiff:Orientation>\s*)[2-8](?=\s*<)/g, '1');
  return upright === text ? xmp : Buffer.from(upright, 'latin1');
}
