// A child process that sends back on channel 2 what comes on channel 1, and the other way round.
import { Socket } from 'node:net';
import { streamLink } from '../../src-main/stream-link.ts';
import { LINK_DESCRIPTOR } from '../../src-main/wires.ts';

const link = streamLink(new Socket({ fd: LINK_DESCRIPTOR }));
link.onMessage((value) => {
  const message = value as { channel: number };
  link.post({ ...message, channel: message.channel === 1 ? 2 : 1 });
});
process.on('disconnect', () => process.exit(0));
