// What the channels of a picture are called, short for buttons and long for sentences.
export interface ChannelName {
  readonly letter: string;
  readonly name: string;
}

const OPACITY: ChannelName = { letter: 'α', name: 'opacity' };
const GREY: ChannelName = { letter: 'Grey', name: 'grey' };
const COLOURS: readonly ChannelName[] = [
  { letter: 'R', name: 'red' },
  { letter: 'G', name: 'green' },
  { letter: 'B', name: 'blue' },
];

export function channelNames(channels: number): readonly ChannelName[] {
  const colours = channels < 3 ? [GREY] : COLOURS;
  return channels % 2 === 0 ? [...colours, OPACITY] : colours;
}
