/** Milliseconds that the processor has spent on this process: other load does not count in it. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
