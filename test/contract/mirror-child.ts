// A child process that sends back on channel 2 what comes on channel 1, and the other way round.
process.on('message', (value: { channel: number }) => {
  process.send?.({ ...value, channel: value.channel === 1 ? 2 : 1 });
});
process.on('disconnect', () => process.exit(0));
