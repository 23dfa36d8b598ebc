/**
 * Loaded into the web server before it starts: when the launcher is gone, however that happened, the channel to it
 * closes, and the server stops as on SIGTERM instead of holding its port for ever.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
